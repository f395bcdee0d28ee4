package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
)

var addReport = reports.insert() + ` ON CONFLICT (id) DO NOTHING`

// AddReport keeps what a postback told; fresh is false when its id is known.
func (t *Tx) AddReport(ctx context.Context, r affiliate.Report) (fresh bool, err error) {
	fields, err := json.Marshal(r)
	if err != nil {
		return false, fmt.Errorf("write report %s: %w", r.ID, err)
	}
	n, err := t.run.write(ctx, reports, addReport, r.ID, r.Scope(), r.Kind, "", string(fields), t.entry.Seq)
	return n > 0, err
}

// Reports lists the reports of a scope.
func (t *Tx) Reports(ctx context.Context, scope string) ([]affiliate.Report, error) {
	return rows(ctx, t.run, scanReport, `SELECT fields FROM report WHERE scope = ? ORDER BY id`, scope)
}

var putCorrects = reports.set("corrects", "?1") + ` WHERE id = ?2 AND corrects <> ?1`

// PutCorrects keeps which sale a report is about.
func (t *Tx) PutCorrects(ctx context.Context, report, sale affiliate.ConversionID) error {
	return t.exec(ctx, putCorrects, sale, report)
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
