package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// A damaged page loses its table, and nothing of the others.
func TestCarryOverOfADamagedFile(t *testing.T) {
	const edits = 300
	for table, want := range map[string][2]int{ // at least, at most: how many edits are rescued
		"link_block":    {edits, edits},
		"outbox_public": {0, 0}, // these edits are of links
		"outbox":        {0, 0},
	} {
		t.Run(table, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "damaged.db")
			s, err := store.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			codes := make([]string, 3000)
			for i := range codes {
				codes[i] = fmt.Sprintf("code%06d", i)
			}
			if err := s.AddBlock(t.Context(), 1, codes); err != nil {
				t.Fatal(err)
			}
			for i := range edits {
				id := fmt.Sprintf("edit-%04d", i)
				enqueueLink(t, s, id)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			damageLeaf(t, path, table)
			next, err := store.Open(t.Context(), filepath.Join(dir, "next.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer next.Close()
			enqueueLink(t, next, "old") // what waited in the backup was sent or withdrawn since
			if err := next.CarryOver(t.Context(), path); err == nil {
				t.Error("nothing was said of what could not be read")
			}
			n, err := next.Pending(t.Context())
			if err != nil || n < want[0] || n > want[1] {
				t.Errorf("%d edits rescued, %v; want from %d to %d", n, err, want[0], want[1])
			}
			if b, found, err := next.NextBatch(t.Context(), nil); err != nil || found && b.ID == "old" {
				t.Errorf("the backup's own edits are still there: %v, %v", b.ID, err)
			}
		})
	}
}

func enqueueLink(t *testing.T, s *store.Store, id string) {
	t.Helper()
	err := s.Enqueue(t.Context(), affiliate.Batch{ID: id,
		Entries: []affiliate.Entry{{ID: id, Kind: "change", Schema: 1, Actor: "a", Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
			Body: []byte(`{"noun":"link","key":"k","set":{}}`), Noun: affiliate.NounLink, Subject: "k"}},
		Public: []affiliate.PublicRow{{Kind: "link", ID: id, Row: []byte(`{}`)}}})
	if err != nil {
		t.Fatal(err)
	}
}

// damageLeaf makes a page of a table's rows unreadable: one in the middle.
func damageLeaf(t *testing.T, path, table string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	var pages []int64
	rows, err := db.Query(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`, table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var page int64
		if err := rows.Scan(&page); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	var size int64
	if err := db.QueryRow(`PRAGMA page_size`).Scan(&size); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if len(pages) < 3 {
		t.Fatalf("%s has %d leaves", table, len(pages))
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte{0x77}, (pages[len(pages)/2]-1)*size); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
