package store

import (
	"context"
	"encoding/json"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// ConversionFilter narrows the list of conversions; empty fields don't.
type ConversionFilter struct {
	Statuses []affiliate.Status
	Member   affiliate.MemberID
	Offer    affiliate.OfferID
	Link     int64
	Currency money.Currency
	From, To string // sale days, both included
	NoTests  bool   // without test traffic
	// Corrected narrows to sales that CJ corrected after a place in the log.
	Corrected *int64
	// Among are the only ones that may be listed, if it is not nil.
	Among []affiliate.ConversionID
	// Sort is what the list goes by: a key of conversionOrders; newest first
	// for any other.
	Sort       string
	Descending bool
	Offset     int
	Limit      int
}

// where is the filter as conditions on conversion, with their arguments.
func (f ConversionFilter) where() (conditions string, args []any, err error) {
	var parts []string
	add := func(condition string, arg ...any) { parts, args = append(parts, condition), append(args, arg...) }
	if len(f.Statuses) > 0 {
		list, err := json.Marshal(f.Statuses)
		if err != nil {
			return "", nil, err
		}
		add(`status IN (SELECT value FROM json_each(?))`, string(list))
	}
	if f.Member != "" {
		add(`conversion.member_id = ?`, f.Member)
	}
	if f.Offer != "" {
		add(`conversion.offer_id = ?`, f.Offer)
	}
	if f.Link != 0 {
		add(`link_number = ?`, f.Link)
	}
	if f.Currency != "" {
		add(`conversion.currency = ?`, f.Currency)
	}
	if f.From != "" {
		add(`sale_day >= ?`, f.From)
	}
	if f.To != "" {
		add(`sale_day <= ?`, f.To)
	}
	if f.NoTests {
		add(`test = 0`)
	}
	if f.Corrected != nil {
		add(`action_id IN (SELECT action_id FROM cj_commission WHERE original = 0 AND seq > ?)`, *f.Corrected)
	}
	if f.Among != nil {
		list, err := json.Marshal(f.Among)
		if err != nil {
			return "", nil, err
		}
		add(`conversion.id IN (SELECT value FROM json_each(?))`, string(list))
	}
	if len(parts) == 0 {
		return "", nil, nil
	}
	return " WHERE " + strings.Join(parts, " AND "), args, nil
}

// RuleUse is what a version of a payout rule gave on conversions.
type RuleUse struct {
	Rule    affiliate.RuleID
	Version int
	Offer   affiliate.OfferID
	Amount  money.Amount // with adjustments
	Payouts int
}

// RulesBehind lists the versions of payout rules that the payouts of conversions
// come from, the largest amounts first.
func (s *Store) RulesBehind(ctx context.Context, f ConversionFilter) ([]RuleUse, error) {
	where, args, err := f.where()
	if err != nil {
		return nil, err
	}
	return rows(ctx, s.db.Read, func(r scanner) (u RuleUse, err error) {
		return u, r.Scan(&u.Rule, &u.Version, &u.Offer, &u.Amount.Currency, &u.Amount.Minor, &u.Payouts)
	}, `SELECT rule_id, rule_version, payout.offer_id, payout.currency, sum(amount_minor), count(*)
		FROM conversion JOIN payout ON payout.cause = 'conversion:' || conversion.id`+where+`
		GROUP BY 1, 2, 3, 4 HAVING sum(abs(amount_minor)) > 0 ORDER BY 5 DESC, 1, 2`, args...)
}
