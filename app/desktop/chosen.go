package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// maxChosen is how many conversions one decision may be about.
const maxChosen = 5000

// chosen are the conversions that a person picked, and what may stand in the
// way of a decision.
type chosen struct {
	list     []affiliate.Conversion
	seen     map[string]string
	payments map[affiliate.ConversionID]affiliate.PaymentState
	missing  []affiliate.ConversionID // picked, and not here
}

// chosen finds conversions by their ids, or all that a filter shows except some.
func (s *session) chosen(ctx context.Context, ids []string, all *ConversionFilter, except ...string) (c chosen, err error) {
	switch {
	case all != nil:
		f, bad := s.conversionFilter(ctx, *all)
		if bad != nil {
			return c, bad
		}
		f.Offset, f.Limit = 0, maxChosen
		total := 0
		if c.list, total, err = s.store.Conversions(ctx, f); err == nil && total > maxChosen {
			err = affiliate.Errorf(affiliate.Invalid, "The list shows %d conversions, and one decision is about at most %d.", total, maxChosen).
				WithHint("Narrow the list, for example to a month.")
		}
		c.list = slices.DeleteFunc(c.list, func(conversion affiliate.Conversion) bool { return slices.Contains(except, string(conversion.ID)) })
	case len(ids) == 0 || len(ids) > maxChosen:
		err = affiliate.Errorf(affiliate.Invalid, "Choose from 1 to %d conversions.", maxChosen)
	default:
		picked := unique(ids)
		if c.list, err = s.store.ConversionsByID(ctx, picked); err == nil && len(c.list) < len(picked) {
			here := c.ids()
			c.missing = slices.DeleteFunc(picked, func(id affiliate.ConversionID) bool { return slices.Contains(here, id) })
		}
	}
	if err != nil {
		return c, err
	}
	if c.seen, err = versionsSeen(ctx, s, affiliate.NounDecision, c.list, func(c affiliate.Conversion) string { return string(c.ID) }); err != nil {
		return c, err
	}
	c.payments, err = s.store.PaymentOf(ctx, c.ids())
	return c, err
}

func (c chosen) ids() []affiliate.ConversionID {
	ids := make([]affiliate.ConversionID, 0, len(c.list))
	for _, conversion := range c.list {
		ids = append(ids, conversion.ID)
	}
	return ids
}

// settled says that a payment holds what a conversion earned, so that nothing
// about it may change; "" when none does.
func (c chosen) settled(id affiliate.ConversionID) string {
	switch state := c.payments[id]; {
	case state == affiliate.PaymentPaid:
		return "It is paid already. Correct what the member is owed instead."
	case state.Open():
		return "A payment holds it. Cancel the payment first."
	}
	return ""
}

// unique are ids in their order, each once.
func unique(ids []string) []affiliate.ConversionID {
	list := make([]affiliate.ConversionID, 0, len(ids))
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			list = append(list, affiliate.ConversionID(id))
		}
	}
	return list
}
