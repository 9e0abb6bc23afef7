"""A small OpenID provider on loopback: discovery, keys, authorize and token, with faults to order.

It signs with a real RSA key, checks PKCE, the client's secret and the redirect address, and takes a code once.
"""

from __future__ import annotations

import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlencode

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "policy-assistant", "kept in the environment"


@dataclass
class OpenIdProvider:
    """Vouches for one person, as told: `claims` replace the usual ones, None leaves a claim out."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}))
    signing: RSAKey | None = None
    """What signs, if not the key that is published."""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        """The provider's own site."""
        site = FastAPI()

        @site.get("/.well-known/openid-configuration")
        def describe() -> dict[str, str]:
            paths = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            return {"issuer": self.issuer, **{name: f"{self.issuer}{path}" for name, path in paths.items()}}

        @site.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @site.get("/authorize")
        def authorize(request: Request) -> Response:
            asked = dict(request.query_params)
            assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
            assert asked["code_challenge_method"] == "S256"
            self.asked.append(asked)
            code = f"code-{len(self.asked)}"
            self.codes[code] = asked
            return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

        @site.post("/token")
        def token(
            request: Request,
            code: str = Form(),
            redirect_uri: str = Form(),
            code_verifier: str = Form(),
            grant_type: str = Form(),
        ) -> JSONResponse:
            asked = self.codes.pop(code, None)
            given = b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
            challenge = urlsafe_b64encode(sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
            if asked is None or grant_type != "authorization_code" or redirect_uri != asked["redirect_uri"]:
                return JSONResponse({"error": "invalid_grant"}, 400)
            if unquote(given) != f"{CLIENT}:{SECRET}" or challenge != asked["code_challenge"]:
                raise HTTPException(401)
            return JSONResponse({"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(asked)})

        return site

    def id_token(self, asked: dict[str, str]) -> str:
        """The signed token for what was asked."""
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "sub": "s-1", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
                 "email": "kit@school.example", "email_verified": True, "hd": "school.example"}  # fmt: skip
        said = {claim: value for claim, value in {**usual, **self.claims}.items() if value is not None}
        key = self.signing or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, said, key)
