package store

import (
	"context"

	"linkledger/internal/affiliate"
)

const factsOf = `SELECT since, value FROM dated_fact WHERE what = ? AND subject = ? ORDER BY since DESC`

func scanDated(r scanner) (d affiliate.Dated, err error) { return d, r.Scan(&d.Since, &d.Value) }

// PutFact keeps what counts of a subject from a day on, always for no day. The
// log's order decides, so it overrides what was to count from a later day on.
func (t *Tx) PutFact(ctx context.Context, what affiliate.DatedFact, subject, since, value string) error {
	clear(t.run.people.facts)
	if err := t.exec(ctx, `DELETE FROM dated_fact WHERE what = ? AND subject = ? AND since >= ?`, what, subject, since); err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO dated_fact (what, subject, since, value, seq) VALUES (?, ?, ?, ?, ?)`, what, subject, since, value, t.entry.Seq)
}

// GroupOn is the group that a member is in on a day; empty for none.
func (s *Store) GroupOn(ctx context.Context, member affiliate.MemberID, day string) (affiliate.GroupID, error) {
	group, _, err := one(ctx, s.db.Read, scanText, `SELECT value FROM dated_fact WHERE what = ?1 AND subject = ?2 AND since <= ?3
		ORDER BY since DESC LIMIT 1`, affiliate.FactGroup, member, day)
	return affiliate.GroupID(group), err
}

// SubjectDated is a dated value with whose it is.
type SubjectDated struct {
	Subject string
	affiliate.Dated
}

// DatedFacts are all values of a fact, of each subject the first first.
func (s *Store) DatedFacts(ctx context.Context, what affiliate.DatedFact) ([]SubjectDated, error) {
	return rows(ctx, s.db.Read, func(r scanner) (f SubjectDated, err error) { return f, r.Scan(&f.Subject, &f.Since, &f.Value) },
		`SELECT subject, since, value FROM dated_fact WHERE what = ? ORDER BY subject, since`, what)
}
