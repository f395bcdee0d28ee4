package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
)

// AddReport keeps what a postback told; fresh is false when its id is known.
func (t *Tx) AddReport(ctx context.Context, r affiliate.Report) (fresh bool, err error) {
	fields, err := json.Marshal(r)
	if err != nil {
		return false, fmt.Errorf("write report %s: %w", r.ID, err)
	}
	result, err := t.run.result(ctx, `INSERT INTO report (id, scope, kind, corrects, fields, seq) VALUES (?, ?, ?, '', ?, ?)
		ON CONFLICT (id) DO NOTHING`, r.ID, r.Scope(), r.Kind, string(fields), t.entry.Seq)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// Reports lists the reports of a scope.
func (t *Tx) Reports(ctx context.Context, scope string) ([]affiliate.Report, error) {
	return rows(ctx, t.run, scanReport, `SELECT fields FROM report WHERE scope = ? ORDER BY id`, scope)
}

// PutCorrects keeps which sale a report is about.
func (t *Tx) PutCorrects(ctx context.Context, report, sale affiliate.ConversionID) error {
	return t.exec(ctx, `UPDATE report SET corrects = ? WHERE id = ? AND corrects <> ?`, sale, report, sale)
}

// LooseReports lists corrections, reversals and restatements of which nobody
// knows the sale, in the log's order.
func (s *Store) LooseReports(ctx context.Context) ([]affiliate.Report, error) {
	return rows(ctx, s.db.Read, scanReport, `SELECT fields FROM report WHERE kind <> 'sale' AND corrects = '' ORDER BY seq`)
}

func scanReport(r scanner) (report affiliate.Report, err error) {
	var fields string
	if err = r.Scan(&fields); err == nil {
		err = json.Unmarshal([]byte(fields), &report)
	}
	return report, err
}
