package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"testing"

	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// TestEveryBitOfATransfer flips each bit of a transfer's row in the file, one
// at a time.
func TestEveryBitOfATransfer(t *testing.T) {
	s, ctx := open(t), context.Background()
	sold(t, s, "c1", 1000)
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var first, last string
	err := sqlitex.Look(ctx, path, func(db *sql.DB) error {
		return db.QueryRow(`SELECT id || debit, hash FROM transfer`).Scan(&first, &last)
	})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	from := bytes.Index(raw, []byte(first))
	length := bytes.Index(raw[max(from, 0):], []byte(last)) + len(last)
	if from < 0 || length < len(first)+len(last) {
		t.Fatalf("the row is not found: %d bytes from %d", length, from)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	put := func(at int, b byte) {
		if _, err := file.WriteAt([]byte{b}, int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	for at := from; at < from+length; at++ {
		for bit := range 8 {
			put(at, raw[at]^1<<bit)
			if _, err := store.Prove(ctx, path); !errors.Is(err, sqlitex.ErrCorrupt) {
				t.Errorf("byte %d (%q), bit %d: %v", at-from, raw[at], bit, err)
			}
		}
		put(at, raw[at])
	}
	if _, err := store.Prove(ctx, path); err != nil {
		t.Error(err)
	}
}
