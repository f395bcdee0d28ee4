package earnings

import (
	"linkledger/internal/affiliate"
)

// Subject is whom a rule is looked up for.
type Subject struct {
	Offer  affiliate.OfferID
	Group  affiliate.GroupID
	Member affiliate.MemberID
}

// Pick chooses the rule for a sale on a day: a member's over a group's over
// the offer's, and of each the newest version in force on that day. It reports
// false when none is in force.
func Pick(rules []affiliate.Rule, who Subject, saleDay string) (affiliate.Rule, bool) {
	var best affiliate.Rule
	found := false
	for _, r := range rules {
		if r.OfferID != who.Offer || !applies(r, who) || r.ValidFrom > saleDay {
			continue
		}
		if !found || precedes(best, r) {
			best, found = r, true
		}
	}
	return best, found
}

func applies(r affiliate.Rule, who Subject) bool {
	switch r.Level {
	case affiliate.LevelOffer:
		return r.Subject == ""
	case affiliate.LevelGroup:
		return who.Group != "" && r.Subject == string(who.Group)
	case affiliate.LevelMember:
		return who.Member != "" && r.Subject == string(who.Member)
	}
	return false
}

// precedes reports whether b goes over a.
func precedes(a, b affiliate.Rule) bool {
	if rank(a.Level) != rank(b.Level) {
		return rank(b.Level) > rank(a.Level)
	}
	if a.Version != b.Version {
		return b.Version > a.Version
	}
	return b.ID > a.ID
}

func rank(level string) int {
	switch level {
	case affiliate.LevelMember:
		return 3
	case affiliate.LevelGroup:
		return 2
	}
	return 1
}
