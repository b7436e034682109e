/** A Go program that verifies a tlog-proof with the packages of Go's own checksum database. */
export const GO_PROGRAM = String.raw`
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "NOT verified:", err)
		os.Exit(1)
	}
}

func hash(text string) (h tlog.Hash) {
	b, err := base64.StdEncoding.DecodeString(text)
	check(err)
	if len(b) != len(h) {
		check(fmt.Errorf("a hash has %d bytes", len(h)))
	}
	copy(h[:], b)
	return h
}

// Arguments: the log's verifier key, a tlog-proof, the entry.
func main() {
	proof, err := os.ReadFile(os.Args[2])
	check(err)
	entry, err := os.ReadFile(os.Args[3])
	check(err)
	parts := bytes.SplitN(proof, []byte("\n\n"), 2)
	if len(parts) != 2 {
		check(fmt.Errorf("no checkpoint in the proof"))
	}
	lines := strings.Split(string(parts[0]), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		check(fmt.Errorf("no tlog-proof"))
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	check(err)
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		path = append(path, hash(line))
	}
	verifier, err := note.NewVerifier(os.Args[1])
	check(err)
	opened, err := note.Open(parts[1], note.VerifierList(verifier))
	check(err)
	head := strings.Split(opened.Text, "\n")
	if len(head) < 3 || head[0] != verifier.Name() {
		check(fmt.Errorf("the checkpoint is of another log"))
	}
	size, err := strconv.ParseInt(head[1], 10, 64)
	check(err)
	check(tlog.CheckRecord(path, size, hash(head[2]), index, tlog.RecordHash(entry)))
	fmt.Printf("entry %d is in the log %s of size %d\n", index, head[0], size)
}
`
