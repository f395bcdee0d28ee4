package relay_test

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/relay"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/sqlitex"
)

// BenchmarkLoadLinks is the start of a relay with a million links in its store.
func BenchmarkLoadLinks(b *testing.B) {
	dir := b.TempDir()
	path := filepath.Join(dir, "relay.db")
	store, err := sqlitestore.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	millionLinks(b, path)
	for b.Loop() {
		begun := time.Now()
		r, err := relay.New(b.Context(), relay.Config{Store: store, Dir: dir, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler), FlushEvery: time.Hour})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(begun).Seconds(), "s/start")
		if err := r.Close(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func millionLinks(b *testing.B, path string) {
	b.Helper()
	db, err := sqlitex.Open(b.Context(), path, sqlitex.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	err = db.Tx(b.Context(), func(tx *sql.Tx) error {
		for _, query := range []string{
			`INSERT INTO workspace (id, time_zone, link_base, epoch, created_at) VALUES ('workspaceaaaaaaa', 'UTC', 'https://go.test.example', 'e', 0)`,
			`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49)
				INSERT INTO offer (workspace_id, id, status, destination, fallback_url, pass_through, preset, currency, postback)
				SELECT 'workspaceaaaaaaa', printf('offer%011d', i), 'active', 'https://www.cj.example/click-1-2?sid={click_id}', '', '', 'cj', 'EUR', '' FROM n`,
			`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
				INSERT INTO link (workspace_id, number, code, offer_id, member_id, status)
				SELECT 'workspaceaaaaaaa', i, replace(printf('%08X', i * 1000003), '0', 'z'), printf('offer%011d', i % 50), printf('member%010d', i % 10000), 'active' FROM n`,
		} {
			if _, err := tx.Exec(query); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
