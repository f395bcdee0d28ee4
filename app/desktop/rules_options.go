package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// payoutChoices are the payout options as forms offer them.
func payoutChoices() []Choice {
	return []Choice{
		{affiliate.PayoutPercent, "CPS: per cent of the sale", "The member earns a share of each sale amount."},
		{affiliate.PayoutFlat, "CPA: flat amount", "The member earns the same for each conversion."},
		{affiliate.PayoutFlatPercent, "CPA + CPS: flat amount and per cent", "The member earns a flat amount for each conversion, and a share of its sale amount."},
		{affiliate.PayoutShare, "Share of CJ's commission", "The member earns a share of what CJ pays on the sale, so that it never costs more than it brings."},
		{affiliate.PayoutClick, "CPC: flat amount per click", "The member earns for each unique click, whether or not anybody buys."},
	}
}

// Options feed the rule form.
func (r *Rules) Options() (PayoutOptions, error) {
	return do(r.app, func(s *session) (PayoutOptions, error) {
		ctx := context.Background()
		v := PayoutOptions{
			Levels: []Choice{
				{affiliate.LevelOffer, "Everybody", "Pays where no rule of the member or of the member's group is met."},
				{affiliate.LevelGroup, "A group", "Goes over the offer's rules, for the members of one group."},
				{affiliate.LevelMember, "A member", "Goes over the rules of the group and of the offer, for one member."},
			},
			Options: payoutChoices(),
			Periods: []Choice{
				{affiliate.PeriodMonth, "Month", "From the first of each month."}, {affiliate.PeriodQuarter, "Quarter", "From January, April, July and October on."},
				{affiliate.PeriodYear, "Year", "From the first of January."}, {affiliate.PeriodDay, "Day", "Each sale day by itself."},
				{affiliate.PeriodLifetime, "Lifetime", "All sales there are; nothing starts again."},
			},
			CapSpans: []Choice{
				{affiliate.PeriodDay, "A day", "The most that is paid for the sales of one day."}, {affiliate.PeriodMonth, "A month", "The most that is paid for the sales of one month."},
				{affiliate.PeriodLifetime, "Ever", "The most that is paid in all."},
			},
			Counts: []Choice{
				{affiliate.CountConversions, "Conversions", "How many sales of the offer the member has brought in the period."},
				{affiliate.CountSales, "Sales", "What the member's sales of the offer come to in the period."},
			},
			Customers: []Choice{
				{"", "Any customer", "New or returning, known or not."}, {affiliate.CustomerNew, "New customers", "Only where CJ's row says that the customer is new."},
				{affiliate.CustomerReturning, "Returning customers", "Only where CJ's row says that the customer has bought before."},
			},
			Groups: []Choice{},
		}
		currency, err := s.currency(ctx)
		if err != nil {
			return v, err
		}
		v.Currency = string(currency)
		members, err := s.store.Members(ctx)
		if err != nil {
			return v, err
		}
		groups, err := s.offeredGroups(ctx, members)
		for _, g := range groups {
			v.Groups = append(v.Groups, Choice{Value: string(g.ID), Label: g.Name})
		}
		return v, err
	})
}
