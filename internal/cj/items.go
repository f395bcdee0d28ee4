package cj

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// What a row may carry of its order, so that it fits into an entry of the log
// (64 KiB) however its texts are written.
const (
	maxItemBytes  = 28 << 10 // of all items, as JSON
	maxSituations = 20
	maxIDLength   = 64
	maxNameLength = 100
)

// boundOrder checks the order's items and situations, and puts them into an
// order of their own: CJ promises none, and a row that only looks different
// would be taken for one that has changed. Items that don't fit are counted.
func (s side) boundOrder(r *Row) error {
	given := len(r.Items)
	items := slices.Clone(r.Items)
	slices.SortStableFunc(items, func(a, b affiliate.CommissionItem) int {
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.SKU, b.SKU))
	})
	r.Items, r.ItemsLeftOut = nil, 0
	bytes := 0
	for _, item := range items {
		for name, text := range map[string]string{
			"perItemSaleAmountPubCurrency": item.UnitAmount, "discountPubCurrency": item.Discount, "totalCommissionPubCurrency": item.Commission,
		} {
			if _, err := money.ParseDecimal(text); err != nil && text != "" {
				return fmt.Errorf("%s of item %q: %w", s.theirs(name), shorten(item.SKU), err)
			}
		}
		body, err := json.Marshal(item)
		if err != nil {
			return err
		}
		if len(r.Items) == affiliate.MaxOrderLines || bytes+len(body) > maxItemBytes || len(item.ID) > maxIDLength ||
			len(item.ListID) > maxIDLength || utf8.RuneCountInString(item.SKU) > affiliate.MaxSKULength {
			continue
		}
		bytes += len(body)
		r.Items = append(r.Items, item)
	}
	r.ItemsLeftOut = given - len(r.Items)
	r.Situations = boundSituations(r.Situations)
	return nil
}

func boundSituations(given []affiliate.CommissionSituation) []affiliate.CommissionSituation {
	kept := slices.DeleteFunc(slices.Clone(given), func(s affiliate.CommissionSituation) bool {
		return len(s.ID) > maxIDLength || utf8.RuneCountInString(s.Name) > maxNameLength
	})
	slices.SortFunc(kept, func(a, b affiliate.CommissionSituation) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	if len(kept) == 0 {
		return nil
	}
	return kept[:min(len(kept), maxSituations)]
}
