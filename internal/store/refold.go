package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// unfolded are the tables that are not a fold of the log, as SQL lists them.
var unfolded = "'" + strings.Join(slices.Concat([]string{"meta", "log_entry", "goose_db_version"}, own, noted), "', '") + "'"

const refoldPage = 1000

// Refold keeps the entries up to a place of the log, forgets everything that
// was made of the log, and makes it again from those and from the tail that
// follows them. Readers see the old state until all of it is done, and a crash
// leaves that. What the relay had given a place is on its way again, unless
// the new log has it. Edits are refused meanwhile: nobody would wait for it.
func (s *Store) Refold(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry, fold func(*Tx, affiliate.Entry) error) error {
	s.refolding.Lock()
	defer s.refolding.Unlock()
	defer s.remade.Add(1)
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		if err := forget(ctx, tx, keep); err != nil {
			return fmt.Errorf("forget what was folded: %w", err)
		}
		run := begin(tx)
		for after := int64(0); after < keep; {
			kept, err := entries(ctx, tx, after, refoldPage)
			if err != nil {
				return err
			}
			if len(kept) == 0 {
				return affiliate.Errorf(affiliate.Internal, "The log of this computer ends at entry %d of %d.", after, keep)
			}
			if err := run.entries(ctx, kept, func(e affiliate.Entry) error { return run.entry(ctx, e, fold) }); err != nil {
				return err
			}
			after = kept[len(kept)-1].Seq
		}
		return foldAll(ctx, run, epoch, tail, fold)
	})
}

// forget empties every table that is a fold of the log. The book's own rule
// that nothing of it is ever deleted is lifted for this moment.
func forget(ctx context.Context, tx *sql.Tx, keep int64) error {
	type object struct{ name, sql string }
	scan := func(r scanner) (o object, err error) { return o, r.Scan(&o.name, &o.sql) }
	triggers, err := rows(ctx, tx, scan, `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
	if err != nil {
		return err
	}
	tables, err := rows(ctx, tx, scan, `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN (`+unfolded+`)`)
	if err != nil {
		return err
	}
	var script strings.Builder
	script.WriteString("PRAGMA defer_foreign_keys = 1;\n")
	for _, o := range triggers {
		fmt.Fprintf(&script, "DROP TRIGGER %s;\n", o.name)
	}
	for _, o := range tables {
		fmt.Fprintf(&script, "DELETE FROM %s;\n", o.name)
		fmt.Fprintf(&script, "DELETE FROM sqlite_sequence WHERE name = '%s';\n", o.name)
	}
	for _, o := range triggers {
		script.WriteString(o.sql + ";\n")
	}
	if _, err := tx.ExecContext(ctx, script.String()); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM log_entry WHERE seq > ?1`,
		`UPDATE outbox SET place = 0 WHERE ?1 >= 0`,
		`UPDATE meta SET value = CAST(min(CAST(value AS INTEGER), ?1) AS TEXT) WHERE key = '` + acknowledged + `'`,
	} {
		if _, err := tx.ExecContext(ctx, statement, keep); err != nil {
			return err
		}
	}
	return nil
}
