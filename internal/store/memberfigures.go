package store

import (
	"context"
	"encoding/json"
	"maps"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// MemberFigures are what a member brought so far, in one currency. Test traffic
// is left out.
type MemberFigures struct {
	Links, Clicks, Conversions int
	Sale, Earned, Due          int64 // minor units
}

// memberFacts are the figures of the members of a list, or of all; what SalesByLink
// says, by member.
const memberFacts = `SELECT member_id, count(*), 0, 0, 0, 0, 0 FROM link WHERE test = 0 @who GROUP BY member_id
	UNION ALL SELECT member_id, 0, sum(gross - rejected), 0, 0, 0, 0 FROM link JOIN link_total USING (number) WHERE test = 0 @who GROUP BY member_id
	UNION ALL SELECT member_id, 0, 0, count(*), sum(sale_minor), 0, 0 FROM conversion
		WHERE test = 0 AND currency = ?1 AND status IN ('pending', 'approved', 'on_hold') @who GROUP BY member_id
	UNION ALL SELECT member_id, 0, 0, 0, 0, sum(amount_minor), sum(iif(state = 'posted' AND held = 0, amount_minor, 0))
		FROM earning WHERE currency = ?1 AND state <> 'void' @who
			AND (conversion_id <> '' AND (SELECT test FROM conversion WHERE conversion.id = conversion_id) = 0 OR cause > 'clicks:' AND cause < 'clicks;')
		GROUP BY member_id`

// memberFigures are those of some members, or of all when ids is nil.
func memberFigures(ctx context.Context, q queryer, currency money.Currency, ids []affiliate.MemberID) (map[affiliate.MemberID]MemberFigures, error) {
	who, args := "", []any{currency}
	if ids != nil {
		list, err := json.Marshal(ids)
		if err != nil {
			return nil, err
		}
		who, args = "AND member_id IN (SELECT value FROM json_each(?2))", append(args, string(list))
	}
	type part struct {
		id affiliate.MemberID
		MemberFigures
	}
	parts, err := rows(ctx, q, func(r scanner) (p part, err error) {
		return p, r.Scan(&p.id, &p.Links, &p.Clicks, &p.Conversions, &p.Sale, &p.Earned, &p.Due)
	}, strings.ReplaceAll(memberFacts, "@who", who), args...)
	figures := make(map[affiliate.MemberID]MemberFigures, len(parts)/2)
	for _, p := range parts {
		f := figures[p.id]
		f.Links, f.Clicks, f.Conversions = f.Links+p.Links, f.Clicks+p.Clicks, f.Conversions+p.Conversions
		f.Sale, f.Earned, f.Due = f.Sale+p.Sale, f.Earned+p.Earned, f.Due+p.Due
		figures[p.id] = f
	}
	return figures, err
}

// MemberFigures are those of one member.
func (s *Store) MemberFigures(ctx context.Context, currency money.Currency, id affiliate.MemberID) (MemberFigures, error) {
	return withRoster(ctx, s, func(q queryer, now rolled) (MemberFigures, error) {
		all, err := s.standings.of(ctx, q, now, currency, []affiliate.MemberID{id}, memberFigures)
		f := all[id]
		f.Links += now.newLinks[id]
		return f, err
	})
}

// Sellers lists whom conversions are credited to, whatever became of them.
func (s *Store) Sellers(ctx context.Context) ([]affiliate.MemberID, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.MemberID, error) {
		return rows(ctx, q, func(r scanner) (id affiliate.MemberID, err error) { return id, r.Scan(&id) },
			`SELECT DISTINCT member_id FROM conversion WHERE member_id <> ''`)
	})
}

// newLinks counts the links of each member that wait for their place in the
// log, as linkRoll has them: without what the relay refused.
type newLinks struct {
	edits  waitingEdits
	counts map[affiliate.MemberID]int // never changed in place
}

func (n *newLinks) next(ctx context.Context, q queryer) error {
	came, gone, err := n.edits.next(ctx, q)
	if err != nil || len(came)+len(gone) == 0 {
		return err
	}
	counts := make(map[affiliate.MemberID]int, len(n.counts)+len(came))
	maps.Copy(counts, n.counts)
	for by, list := range map[int][]waitingEdit{1: came, -1: gone} {
		for _, e := range list {
			if member, makes := makesLink(e); makes {
				counts[member] += by
			}
		}
	}
	n.counts = counts
	return nil
}

// makesLink tells whose link an edit makes; one that changes a link names nobody,
// and test links don't count.
func makesLink(e waitingEdit) (affiliate.MemberID, bool) {
	link, err := affiliate.Merge(affiliate.Link{}, e.Change)
	return link.MemberID, err == nil && link.MemberID != "" && !link.Test
}
