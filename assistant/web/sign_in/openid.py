"""One OpenID provider, asked: where to send the browser, and what it says of the person who comes back; Authlib's home.

Authorization code flow with PKCE (RFC 7636), ID token checked as OpenID Connect Core 1.0, 3.1.3.7 asks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from assistant.errors import AssistantError
from assistant.providers import Provider
from assistant.reach import cannot_be_overheard
from assistant.state.provider_visits import Visit

WAIT_S = 10.0
LEEWAY_S = 60
KEPT_S = 3600
"""How long a provider's description is used before it is read again."""
SIGNED_WITH = ["RS256", "PS256", "ES256"]
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SCOPE = "openid email profile"


class ProviderFault(AssistantError):
    """The provider can't be reached, refuses, or says something that can't be trusted."""

    def __init__(self, provider: Provider, what: str) -> None:
        super().__init__(f"Signing in with {provider.label} did not work: {what}.", "Try again from the beginning.")


@dataclass(frozen=True, slots=True)
class Description:
    """A provider's own description, with its keys."""

    endpoints: dict[str, str]
    keys: KeySet
    read_at: float


class OpenId:
    """A provider as its client sees it; safe to use from several threads."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._secret = provider.secret()
        self._described: Description | None = None

    def address(self, visit: Visit, state: str, back: str) -> str:
        """Where to send the browser; it comes back to `back`. Raises ProviderFault."""
        endpoint = self._description().endpoints["authorization_endpoint"]
        with self._client(back) as client:
            url, _ = client.create_authorization_url(
                endpoint, state=state, nonce=visit.nonce, code_verifier=visit.verifier
            )
        return str(url)

    def claims(self, visit: Visit, code: str, back: str) -> dict[str, Any]:
        """What the provider says of the person who came back with the code. Raises ProviderFault."""
        try:
            with self._client(back) as client:
                token = client.fetch_token(
                    self._description().endpoints["token_endpoint"], code=code, code_verifier=visit.verifier
                )
        except (OAuthError, httpx2.HTTPError, ValueError) as error:
            raise ProviderFault(self.provider, "it did not take the code that it gave") from error
        return self._checked(visit, token)

    def _checked(self, visit: Visit, token: dict[str, Any]) -> dict[str, Any]:
        try:
            found = self._opened(str(token.get("id_token", "")))
            expected = {"iss": self.provider.issuer, "aud": self.provider.client_id}
            params = {"nonce": visit.nonce, "client_id": self.provider.client_id}
            claims = CodeIDToken(
                found.claims,
                found.header,
                {key: {"essential": True, "value": value} for key, value in expected.items()},
                {**params, "access_token": token.get("access_token")},
            )
            claims.validate(now=int(time.time()), leeway=LEEWAY_S)
        except (JoseError, ValueError) as error:
            raise ProviderFault(self.provider, f"what it says can't be trusted ({error})") from error
        return dict(claims)

    def _opened(self, id_token: str) -> jwt.Token:
        """The signed token; keys that changed since they were read are read once more."""
        try:
            return jwt.decode(id_token, self._description().keys, algorithms=SIGNED_WITH)
        except (JoseError, ValueError):
            self._described = None
            return jwt.decode(id_token, self._description().keys, algorithms=SIGNED_WITH)

    def _description(self) -> Description:
        known = self._described
        if known is None or time.time() - known.read_at > KEPT_S:
            known = self._described = self._read()
        return known

    def _read(self) -> Description:
        try:
            with httpx2.Client(timeout=WAIT_S) as client:
                said = client.get(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
                described = said.raise_for_status().json()
                endpoints = {name: str(described[name]) for name in ENDPOINTS}
                if described["issuer"] != self.provider.issuer or not all(map(cannot_be_overheard, endpoints.values())):
                    raise ProviderFault(self.provider, "its description is not that of the issuer in sign-in.yaml")
                keys = client.get(endpoints["jwks_uri"]).raise_for_status().json()
            return Description(endpoints, KeySet.import_key_set(keys), time.time())
        except (httpx2.HTTPError, JoseError, ValueError, KeyError, TypeError) as error:
            raise ProviderFault(self.provider, "it can't be reached, or does not describe itself") from error

    def _client(self, back: str) -> Any:
        return OAuth2Client(
            self.provider.client_id,
            self._secret,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=WAIT_S,
        )
