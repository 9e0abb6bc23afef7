"""Public labelled sets as documents with questions and gold spans; the files lie outside the project.

ContractNLI and PrivacyQA are two of LegalBench-RAG's four corpora, PolicyQA is not among them. PrivacyQA comes here as
labelled question–sentence pairs: a policy is put together from the sentences that its questions were paired with,
one a line, so that it lacks others and their order.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import BadInput
from evals.characters import Span
from evals.sampling import sampled


@dataclass(frozen=True, slots=True)
class Query:
    """A question of one document, with the spans that answer it."""

    document: str
    text: str
    gold: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Documents' texts by file name, and the queries."""

    name: str
    texts: Mapping[str, str]
    queries: tuple[Query, ...]

    def part(self, documents: int | None, queries: int | None, seed: int) -> PublicSet:
        """A random part: so many documents, and so many of their queries (None: all)."""
        chosen = set(sampled(sorted(self.texts), documents, seed))
        asked = tuple(query for query in self.queries if query.document in chosen)
        texts = {name: text for name, text in self.texts.items() if name in chosen}
        return PublicSet(self.name, texts, sampled(asked, queries, seed))


def load(folder: Path) -> tuple[PublicSet, ...]:
    """The three sets of a folder with ContractNLI/, PrivacyQA/ and PolicyQA/; raises BadInput when one is absent."""
    return tuple(reader(_there(folder / name), name) for name, reader in READERS.items())


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        raise BadInput(
            f"The public sets aren't there: {folder} is no folder.",
            "Give the folder that holds ContractNLI, PrivacyQA and PolicyQA; the project doesn't contain them.",
        )
    return folder


def contract_nli(folder: Path, name: str) -> PublicSet:
    """ContractNLI: each hypothesis that a contract entails or contradicts, asked of the contract."""
    content = _json(folder / "dev.json")
    said = {key: each["hypothesis"] for key, each in content["labels"].items()}
    texts = {f"contract-{each['id']}.txt": each["text"] for each in content["documents"]}
    queries = [
        Query(
            f"contract-{each['id']}.txt",
            f"Does the agreement say that {_lowered(said[key])}?",
            _spans(each["spans"][n] for n in note["spans"]),
        )
        for each in content["documents"]
        for key, note in each["annotation_sets"][0]["annotations"].items()
        if note["spans"]
    ]
    return PublicSet(name, texts, tuple(queries))


def privacy_qa(folder: Path, name: str) -> PublicSet:
    """PrivacyQA: questions about eight apps' policies, with the sentences that are relevant to each."""
    homes = _homes(folder / "test_opp_annotations.csv")
    lines = (folder / "legalbench_privacy_policy_qa_test.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["question"].strip() in homes]
    sentences: dict[str, dict[str, None]] = {}
    relevant: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        document = homes[row["question"].strip()]
        sentences.setdefault(document, {})[row["context"]] = None
        if row["answer"] == "True":
            relevant.setdefault((document, row["question"]), []).append(row["context"])
    texts = {document: "\n".join(found) + "\n" for document, found in sentences.items()}
    queries = [
        Query(document, question, _spans(_place(texts[document], one) for one in found))
        for (document, question), found in relevant.items()
    ]
    return PublicSet(name, texts, tuple(queries))


def policy_qa(folder: Path, name: str) -> PublicSet:
    """PolicyQA (dev): a site's paragraphs as one document; a question asked of several has all their answers."""
    texts: dict[str, str] = {}
    gold: dict[tuple[str, str], list[Span]] = {}
    for each in _json(folder / "dev.json")["data"]:
        document, text = f"{each['title']}.txt", ""
        for paragraph in each["paragraphs"]:
            for asked in paragraph["qas"]:
                starts = ((len(text) + a["answer_start"], len(a["text"])) for a in asked["answers"])
                gold.setdefault((document, asked["question"]), []).extend((at, at + size) for at, size in starts)
            text += paragraph["context"] + "\n\n"
        texts[document] = text
    return PublicSet(name, texts, tuple(Query(*key, _spans(spans)) for key, spans in gold.items()))


READERS = {"ContractNLI": contract_nli, "PrivacyQA": privacy_qa, "PolicyQA": policy_qa}


def _homes(path: Path) -> dict[str, str]:
    """The document of each question that was asked of one alone, as a file name."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["Query"].strip(), row["DocID"]) for row in csv.DictReader(lines, delimiter="\t")]
    documents: dict[str, set[str]] = {}
    for question, document in rows:
        documents.setdefault(question, set()).add(document)
    ids = sorted({document for _, document in rows})
    names = {document: f"app-{number}.txt" for number, document in enumerate(ids, 1)}
    return {question: names[next(iter(found))] for question, found in documents.items() if len(found) == 1}


def _place(text: str, sentence: str) -> Span:
    """Where a sentence stands as a line of its own."""
    start = f"\n{text}".index(f"\n{sentence}\n")
    return start, start + len(sentence)


def _spans(spans: Iterator[Any] | list[Span]) -> tuple[Span, ...]:
    return tuple(sorted({(int(start), int(end)) for start, end in spans}))


def _lowered(sentence: str) -> str:
    plain = sentence.strip().rstrip(".")
    return plain[:1].lower() + plain[1:]


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
