package store

import (
	"context"
	"encoding/json"
	"strings"

	"linkledger/internal/affiliate"
)

func scanCaseDecision(r scanner) (affiliate.CaseDecision, error) {
	return scanFields(func(d *affiliate.CaseDecision, key string) { d.Key, d.Synced = key, true })(r)
}

// CaseDecision is a person's word on a case as the fold sees it.
func (t *Tx) CaseDecision(ctx context.Context, key string) (affiliate.CaseDecision, bool, error) {
	return one(ctx, t.run, scanCaseDecision, `SELECT key, fields FROM case_decision WHERE key = ?`, key)
}

// PutCaseDecision keeps a person's word on a case.
func (t *Tx) PutCaseDecision(ctx context.Context, d affiliate.CaseDecision) error {
	fields, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO case_decision (key, fields, seq) VALUES (?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET fields = excluded.fields, seq = excluded.seq`, d.Key, string(fields), t.entry.Seq)
}

// CaseDecisions are what people decided on cases, by key, with what waits for
// its place in the log. Those that were taken back are left out.
func (s *Store) CaseDecisions(ctx context.Context) (map[string]affiliate.CaseDecision, error) {
	return snapshot(ctx, s, func(q queryer) (map[string]affiliate.CaseDecision, error) {
		folded, err := rows(ctx, q, scanCaseDecision, `SELECT key, fields FROM case_decision ORDER BY key`)
		if err != nil {
			return nil, err
		}
		all, err := overlay(ctx, q, affiliate.NounCaseDecision, folded, func(d affiliate.CaseDecision) string { return d.Key },
			func(d *affiliate.CaseDecision, key string) { d.Key, d.Synced = key, false })
		decided := make(map[string]affiliate.CaseDecision, len(all))
		for _, d := range all {
			if d.Outcome != "" {
				decided[d.Key] = d
			}
		}
		return decided, err
	})
}

// AdvertiserAccounts are the brands' own numbers at CJ by company id, with what
// waits for its place in the log. What was entered last is under the empty id.
func (s *Store) AdvertiserAccounts(ctx context.Context) (map[string]affiliate.AdvertiserAccount, error) {
	all, err := settings[affiliate.AdvertiserAccount](ctx, s, affiliate.SettingAdvertiser)
	accounts := make(map[string]affiliate.AdvertiserAccount, len(all))
	for key, account := range all {
		accounts[strings.TrimPrefix(key, "/")] = account
	}
	return accounts, err
}

// Advertisers are CJ's numbers of the brands that CJ has paid on.
func (s *Store) Advertisers(ctx context.Context) ([]string, error) {
	return snapshot(ctx, s, func(q queryer) ([]string, error) {
		return rows(ctx, q, scanText, `SELECT DISTINCT advertiser_id FROM conversion WHERE advertiser_id <> '' ORDER BY advertiser_id`)
	})
}
