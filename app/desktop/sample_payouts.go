package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// samplePayouts gives the sample's first offer payout rules of each level:
// monthly tiers for everybody, a group's own rate, and a member's with a cap.
func (s *session) samplePayouts(ctx context.Context, offer affiliate.OfferID, member string) error {
	groups, err := s.groupNames(ctx)
	if err != nil {
		return err
	}
	own, err := s.payoutRules(ctx, offer)
	if err != nil {
		return err
	}
	everybody := own.Rules[0].Form
	everybody.Name, everybody.TierBy, everybody.TierPeriod = "Always-on", affiliate.CountConversions, affiliate.PeriodMonth
	everybody.Tiers = []RuleTier{{From: "3", Percent: "7.5"}, {From: "6", Percent: "9"}}
	forms := []RuleForm{everybody, {OfferID: string(offer), Level: affiliate.LevelMember, Subject: member, Name: "Agreement of the year",
		Option: affiliate.PayoutPercent, Percent: "8.5", Caps: []RuleCap{{Period: affiliate.PeriodMonth, Amount: "40.00"}}}}
	for id, name := range groups {
		if name == "Slow living" {
			forms = append(forms, RuleForm{OfferID: string(offer), Level: affiliate.LevelGroup, Subject: string(id), Name: name,
				Option: affiliate.PayoutPercent, Percent: "7"})
		}
	}
	for _, form := range forms {
		if _, err := s.app.Rules.Publish(form); err != nil {
			return err
		}
	}
	return nil
}

// sampleBonus thanks the member who brings the most.
func (s *session) sampleBonus() error {
	members, err := s.app.Members.List()
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.Name == sampleMembers[0].Name {
			_, err = s.app.Books.Adjust(AdjustmentForm{MemberID: m.ID, Kind: affiliate.AdjustBonus, Amount: "10.00", Reason: "For the autumn film"})
		}
	}
	return err
}
