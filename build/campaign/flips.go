package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"linkledger/app/desktop"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// sampleDays is how long the programme has run whose database is damaged: it
// has sales, payments, and edits that wait.
const sampleDays = 70

// statistics are the tables that no money follows from.
var statistics = []string{"offer_day", "link_day_rejected"}

// flips changes a byte of a desktop's closed database in each round: the
// damage is found, or nothing of the ledger's data is another.
func flips(ctx context.Context, r *run) error {
	path, err := sampleDatabase(ctx, r.folder("sample"))
	if err != nil {
		return err
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	want, err := contents(ctx, path)
	if err != nil {
		return err
	}
	found := 0
	for round := range r.rounds {
		draws := r.draws(round)
		damaged := append([]byte{}, sound...)
		at, by := draws.IntN(len(damaged)), byte(1+draws.IntN(255))
		if draws.IntN(2) == 0 {
			by = 1 << draws.IntN(8) // a single bit
		}
		damaged[at] ^= by
		copied := filepath.Join(r.dir, "damaged.db")
		if err := os.WriteFile(copied, damaged, 0o600); err != nil {
			return err
		}
		if _, err := store.Prove(ctx, copied); err != nil {
			found++
		} else if got, err := contents(ctx, copied); err != nil || len(differing(want, got)) > 0 {
			r.failf(round, "byte %d of %d was changed by %#x, and nothing noticed: %v %v", at, len(damaged), by, differing(want, got), err)
		}
	}
	r.notef("%d of %d flips in %d KiB were found; the others changed nothing of the ledger's data", found, r.rounds, len(sound)>>10)
	return ctx.Err()
}

// sampleDatabase is the database of a practice profile after some weeks.
func sampleDatabase(ctx context.Context, dir string) (path string, err error) {
	start := time.Date(2026, 8, 20, 9, 0, 0, 0, time.UTC)
	app, err := desktop.Open(ctx, desktop.Options{Dir: dir, Manual: true, PracticeStart: start})
	if err != nil {
		return "", err
	}
	sample, err := app.StartSample(ctx, start)
	if err == nil {
		err = sample.Run(ctx, start.AddDate(0, 0, sampleDays))
	}
	if err == nil {
		_, err = app.Members.Save(desktop.MemberForm{Name: "An edit that waits"})
	}
	return filepath.Join(dir, "profiles", "practice", "linkledger.db"), errors.Join(err, app.Close())
}

// contents are hashes of all tables of a database that money may follow from.
func contents(ctx context.Context, path string) (map[string]string, error) {
	hashes := map[string]string{}
	err := sqlitex.Look(ctx, path, func(db *sql.DB) error {
		tables, err := texts(ctx, db, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
			AND name NOT LIKE 'sqlite_%' AND name NOT IN ('`+strings.Join(statistics, "', '")+`')`)
		if err != nil {
			return err
		}
		for _, table := range tables {
			columns, err := texts(ctx, db, `SELECT 'quote("' || name || '")' FROM pragma_table_xinfo('`+table+`')`)
			if err != nil {
				return err
			}
			rows, err := texts(ctx, db, `SELECT `+strings.Join(columns, ` || ',' || `)+` FROM "`+table+`" ORDER BY 1`)
			if err != nil {
				return err
			}
			sum := sha256.Sum256([]byte(strings.Join(columns, ",") + "\n" + strings.Join(rows, "\n")))
			hashes[table] = hex.EncodeToString(sum[:])
		}
		return nil
	})
	return hashes, err
}

// differing lists the tables that are not the same.
func differing(a, b map[string]string) (tables []string) {
	for table := range a {
		if a[table] != b[table] {
			tables = append(tables, table)
		}
	}
	for table := range b {
		if _, has := a[table]; !has {
			tables = append(tables, table)
		}
	}
	return tables
}

func texts(ctx context.Context, db *sql.DB, query string) (list []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, rows.Err()
}
