package desktop

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// Overrides are the payout rules that are a member's alone, by offer, without
// those that have ended.
func (m *Members) Overrides(id string) ([]MemberOverride, error) {
	return do(m.app, func(s *session) ([]MemberOverride, error) {
		ctx := context.Background()
		list := []MemberOverride{}
		versions, err := s.store.MemberRuleVersions(ctx, affiliate.MemberID(id))
		if err != nil {
			return list, err
		}
		names, err := s.names(ctx)
		if err != nil {
			return list, err
		}
		for _, rule := range byRule(versions) {
			now, state := standingVersion(rule, s.today())
			if state == ruleEnded {
				continue
			}
			v := MemberOverride{RuleID: string(now.ID), OfferID: string(now.OfferID), OfferName: names.offers[now.OfferID], Words: now.Words(), When: now.When(),
				State: state, Synced: rule[len(rule)-1].Synced}
			if state == ruleScheduled {
				v.From = now.ValidFrom
			}
			list = append(list, v)
		}
		slices.SortStableFunc(list, func(a, b MemberOverride) int {
			return cmp.Or(strings.Compare(a.OfferName, b.OfferName), strings.Compare(a.RuleID, b.RuleID))
		})
		return list, nil
	})
}
