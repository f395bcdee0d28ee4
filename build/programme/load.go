package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/ingest/programme"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// folder is where the year's database is kept: another one for each program
// that folds otherwise.
func (o options) folder() string {
	return filepath.Join(o.Cache, fmt.Sprintf("programme-%d-%s-fold%d", o.Seed, strconv.FormatFloat(o.Scale, 'g', -1, 64), ingest.FoldVersion))
}

// database is the year's database.
func (o options) database() string { return filepath.Join(o.folder(), "desktop.db") }

func (o options) done() string { return filepath.Join(o.folder(), "done") }

// loadYear syncs the year. One that was stopped goes on where it was.
func loadYear(ctx context.Context, o options) error {
	if took, err := os.ReadFile(o.done()); err == nil {
		fmt.Fprintf(os.Stderr, "programme: the database is kept from an earlier run; its load took %s s\n", took)
		return sizes(ctx, o.database())
	}
	p, err := o.year()
	if err == nil {
		err = os.MkdirAll(o.folder(), 0o700)
	}
	if err != nil {
		return err
	}
	key, err := workspaceKey(filepath.Join(o.folder(), "key"))
	if err != nil {
		return err
	}
	_, begun := os.Stat(o.database())
	began := time.Now()
	entries, err := syncYear(ctx, p, key, o.database())
	if err != nil {
		return err
	}
	took := time.Since(began).Seconds()
	if begun == nil {
		fmt.Println("# programme-load is of what an earlier run had left")
	}
	fmt.Printf("figure programme-load %.1f s\nfigure programme-entries %d entries\n", took, entries)
	if err := sizes(ctx, o.database()); err != nil {
		return err
	}
	return os.WriteFile(o.done(), []byte(strconv.FormatFloat(took, 'f', 0, 64)), 0o600)
}

// workspaceKey is the key that the log is sealed with; it is kept beside the
// database, which would be no good without.
func workspaceKey(path string) (relayapi.Key, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key := relayapi.NewKey()
		return key, os.WriteFile(path, []byte(key.Text()), 0o600)
	}
	if err != nil {
		return relayapi.Key{}, err
	}
	return relayapi.ParseKey(string(text))
}

func syncYear(ctx context.Context, p *programme.Programme, key relayapi.Key, path string) (entries int64, err error) {
	s, err := store.Open(ctx, path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	feed := p.Feed(key)
	defer feed.Close()
	watch := progress{year: p, began: time.Now()}
	syncer := &ingest.Syncer{Store: folding{s, watch.at}, Relay: feed, Clock: clock.NewFake(p.End()), Actor: "Ada", NewID: uuid.NewString,
		Fold: ingest.Folder{Workspace: p.Workspace, Keys: relayapi.NewKeyring([]relayapi.Key{key}, nil, nil), Zone: p.Zone, ClickKeys: p.ClickKeys}}
	if err := syncer.Exchange(ctx); err != nil {
		return 0, err
	}
	problems, err := s.Problems(ctx)
	if err == nil && len(problems) > 0 {
		err = fmt.Errorf("the year is not honest: entry %d: %s", problems[0].Seq, problems[0].Text)
	}
	_, entries, lastErr := folding{Store: s}.LastFolded(ctx)
	return entries, errors.Join(err, lastErr)
}

// progress tells from time to time which day of the year a load has come to.
type progress struct {
	year        *programme.Programme
	began, told time.Time
}

func (w *progress) at(e affiliate.Entry) {
	if time.Since(w.told) < 10*time.Second {
		return
	}
	w.told = time.Now()
	part := e.Time.Sub(w.year.Start()).Seconds() / w.year.End().Sub(w.year.Start()).Seconds()
	fmt.Fprintf(os.Stderr, "programme: %s, entry %d, %.1f %% of the year after %s\n", e.Time.Format(time.DateOnly), e.Seq, 100*max(part, 0),
		time.Since(w.began).Round(time.Second))
}

// folding is the store as a sync knows it.
type folding struct {
	*store.Store
	told func(affiliate.Entry)
}

// Fold implements ingest.Store.
func (f folding) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	f.told(entries[len(entries)-1])
	return f.Store.Fold(ctx, epoch, entries, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

// Refold implements ingest.Store.
func (f folding) Refold(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return f.Store.Refold(ctx, epoch, keep, tail, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

// LastFolded implements ingest.Store.
func (f folding) LastFolded(ctx context.Context) (string, int64, error) {
	p, err := f.Position(ctx)
	return p.Epoch, p.Seq, err
}

// sizes prints how large the database is, and each table with its indexes.
func sizes(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Printf("figure programme-db %d MiB\n", info.Size()>>20)
	return sqlitex.Look(ctx, path, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT tbl_name, sum(bytes) AS total FROM (SELECT name AS part, pgsize AS bytes FROM dbstat WHERE aggregate = TRUE)
			JOIN sqlite_schema ON sqlite_schema.name = part GROUP BY tbl_name ORDER BY total DESC LIMIT 20`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var table string
			var bytes int64
			if err := rows.Scan(&table, &bytes); err != nil {
				return err
			}
			fmt.Fprintf(os.Stderr, "programme: %9.1f MiB %s\n", float64(bytes)/(1<<20), table)
		}
		return rows.Err()
	})
}
