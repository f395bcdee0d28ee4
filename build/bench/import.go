package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	importRows      = 1_000_000
	firstSync       = "BenchmarkFirstSync"
	importRoundsMax = 3 // each takes the better part of a minute
)

// imports compares a new desktop's first sync of a million entries with the
// sqlite3 shell's import of as many rows into an indexed table: no program that
// keeps rows in SQLite could do with less. A new device starts from a snapshot;
// one that finds none folds the log.
func imports(ctx context.Context, b *bench) error {
	version, err := output(ctx, "", nil, "sqlite3", "--version")
	if err != nil {
		skipped("import", err)
		return nil
	}
	test, err := b.goBenchmark(ctx, firstSync)
	if err != nil {
		return err
	}
	rows, err := b.importFile()
	if err != nil {
		return err
	}
	var shells []float64
	ways := map[string][]float64{"snapshot": nil, "log": nil}
	for range min(b.rounds, importRoundsMax) {
		shell, err := b.shellImport(ctx, rows)
		if err != nil {
			return err
		}
		shells = append(shells, shell)
		times, err := test.seconds(ctx, "LINKLEDGER_BENCH_ENTRIES="+strconv.Itoa(importRows))
		if err != nil {
			return err
		}
		for way := range ways {
			if times[way] == 0 {
				return fmt.Errorf("%s has no part %q any more", firstSync, way)
			}
			ways[way] = append(ways[way], times[way])
		}
	}
	fmt.Fprintf(os.Stderr, "\nimport of %d rows, seconds in each round: sqlite3 %s .import %.2f, first sync from a snapshot %.2f, from the log %.2f\n",
		importRows, strings.Fields(version)[0], shells, ways["snapshot"], ways["log"])
	ratio("import", medianRatio(ways["snapshot"], shells), "<=0.9")
	ratio("import-log", medianRatio(ways["log"], shells), "<=0.9")
	figure("import-time", median(ways["snapshot"]), "s")
	figure("import-log-time", median(ways["log"]), "s")
	return nil
}

// importFile writes the rows of performance's import: 107 bytes each, of 2,000
// members in no order.
func (b *bench) importFile() (string, error) {
	path := filepath.Join(b.temp, "rows.csv")
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for i := range importRows {
		n := uint64(i) * 0x9E3779B97F4A7C15 // spread, and the same in each run
		fmt.Fprintf(w, "%016x%014x,%d,%d,member%04d,offer%02d,US,mobile,safari,www.instagram.example,49.90,USD\n",
			n, i, 1750000000+i, n>>40, n%2000, n%50)
	}
	return path, w.Flush()
}

// shellImport is the time of one import into a fresh database, in seconds.
func (b *bench) shellImport(ctx context.Context, rows string) (float64, error) {
	dir, err := b.folder("import")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	began := time.Now()
	_, err = output(ctx, dir, nil, "sqlite3", "rows.db",
		"pragma journal_mode = wal", "pragma synchronous = normal",
		`create table event (id text primary key, ts integer, link integer, member text, offer text, country text,
			device text, browser text, referrer text, amount text, currency text) without rowid`,
		"create index event_by_member on event (member, ts)",
		".mode csv", ".import '"+rows+"' event",
		"select case when count(*) <> "+fmt.Sprint(importRows)+" then json('rows are missing') end from event")
	return time.Since(began).Seconds(), err
}
