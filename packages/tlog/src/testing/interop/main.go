// Reads cases from standard input and answers each with what golang.org/x/mod says of it.
package main

import (
	"encoding/json"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Case is one question; Kind says which of the other fields it has.
type Case struct {
	Kind    string
	Vkey    string
	Skey    string
	Note    string
	Text    string
	Entry   []byte
	Proof   [][]byte
	Size    int64
	Root    []byte
	Index   int64
	Leaf    []byte
	OldSize int64
	OldRoot []byte
	Entries [][]byte
}

// Answer has an error where Go refuses.
type Answer struct {
	Error      string
	Text       string
	Verified   int
	Unverified int
	Hash       []byte
	Tiles      [][3]int64
	Files      map[string][]byte
}

func hashOf(bytes []byte) (hash tlog.Hash) {
	copy(hash[:], bytes)
	return hash
}

func hashesOf(all [][]byte) []tlog.Hash {
	hashes := make([]tlog.Hash, 0, len(all))
	for _, bytes := range all {
		hashes = append(hashes, hashOf(bytes))
	}
	return hashes
}

// writeLog answers with the root and the tiles of a log that grew by one entry after the other.
func writeLog(entries [][]byte) (Answer, error) {
	stored := []tlog.Hash{}
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, 0, len(indexes))
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for index, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(index), entry, reader)
		if err != nil {
			return Answer{}, err
		}
		stored = append(stored, hashes...)
	}
	size := int64(len(entries))
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return Answer{}, err
	}
	files := map[string][]byte{}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return Answer{}, err
		}
		files[tile.Path()] = data
	}
	return Answer{Hash: root[:], Files: files}, nil
}

func answer(c Case) (Answer, error) {
	switch c.Kind {
	case "open":
		verifier, err := note.NewVerifier(c.Vkey)
		if err != nil {
			return Answer{}, err
		}
		opened, err := note.Open([]byte(c.Note), note.VerifierList(verifier))
		if err != nil {
			return Answer{}, err
		}
		return Answer{Text: opened.Text, Verified: len(opened.Sigs), Unverified: len(opened.UnverifiedSigs)}, nil
	case "sign":
		signer, err := note.NewSigner(c.Skey)
		if err != nil {
			return Answer{}, err
		}
		signed, err := note.Sign(&note.Note{Text: c.Text}, signer)
		return Answer{Text: string(signed)}, err
	case "leaf":
		hash := tlog.RecordHash(c.Entry)
		return Answer{Hash: hash[:]}, nil
	case "inclusion":
		return Answer{}, tlog.CheckRecord(hashesOf(c.Proof), c.Size, hashOf(c.Root), c.Index, hashOf(c.Leaf))
	case "consistency":
		return Answer{}, tlog.CheckTree(hashesOf(c.Proof), c.Size, hashOf(c.Root), c.OldSize, hashOf(c.OldRoot))
	case "tiles":
		rows := [][3]int64{}
		for _, tile := range tlog.NewTiles(8, c.OldSize, c.Size) {
			rows = append(rows, [3]int64{int64(tile.L), tile.N, int64(tile.W)})
		}
		return Answer{Tiles: rows}, nil
	case "log":
		return writeLog(c.Entries)
	}
	panic("unknown kind " + c.Kind)
}

func main() {
	var cases []Case
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	answers := make([]Answer, 0, len(cases))
	for _, c := range cases {
		a, err := answer(c)
		if err != nil {
			a.Error = err.Error()
		}
		answers = append(answers, a)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
