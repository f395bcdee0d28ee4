package desktop

import (
	"cmp"
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/store"
)

// ruleNames are the names of whom rules are for.
type ruleNames struct {
	names
	groups map[affiliate.GroupID]string
}

func (s *session) ruleNames(ctx context.Context) (n ruleNames, err error) {
	if n.names, err = s.names(ctx); err != nil {
		return n, err
	}
	n.groups, err = s.groupNames(ctx)
	return n, err
}

// of is the name of whom a rule is for.
func (n ruleNames) of(r affiliate.Rule) string {
	switch r.Level {
	case affiliate.LevelGroup:
		return n.groups[affiliate.GroupID(r.Subject)]
	case affiliate.LevelMember:
		return n.members[affiliate.MemberID(r.Subject)]
	}
	return "Everybody"
}

func (s *session) payoutRules(ctx context.Context, id affiliate.OfferID) (PayoutRules, error) {
	offer, err := s.store.Offer(ctx, id)
	if err != nil {
		return PayoutRules{}, err
	}
	currency, err := s.currency(ctx)
	if err != nil {
		return PayoutRules{}, err
	}
	names, err := s.ruleNames(ctx)
	if err != nil {
		return PayoutRules{}, err
	}
	// Before the rules: no older value may go with a newer version.
	seen, err := s.rulesSeen(ctx, id)
	if err != nil {
		return PayoutRules{}, err
	}
	versions, err := s.store.RuleVersions(ctx, id)
	if err != nil {
		return PayoutRules{}, err
	}
	by, err := s.authors(ctx)
	if err != nil {
		return PayoutRules{}, err
	}
	v := PayoutRules{OfferID: string(id), OfferName: offer.Name, Currency: string(currency), Rules: []RuleRow{}}
	shown := map[string]affiliate.Rule{}
	for _, list := range byRule(versions) {
		now, state := standingVersion(list, s.today())
		last := list[len(list)-1]
		row := RuleRow{ID: string(last.ID), Level: last.Level, Subject: last.Subject, SubjectName: names.of(last.Rule), Name: now.Name, State: state,
			Words: now.Words(), When: now.When(), Form: ruleForm(last.Rule, currency), Versions: []RuleVersion{}, Synced: last.Synced}
		if last.ValidFrom <= s.today() {
			row.Form.ValidFrom = "" // the next version begins today, unless the person says otherwise
		}
		row.Form.Seen = seen[row.ID]
		for _, version := range slices.Backward(list) {
			row.Versions = append(row.Versions, RuleVersion{Version: version.Version, ValidFrom: version.ValidFrom, Words: version.Words(),
				Ended: version.Ended, Actor: by.name(version), At: viewTime(version.At)})
		}
		shown[row.ID] = now
		v.Rules = append(v.Rules, row)
	}
	slices.SortFunc(v.Rules, func(a, b RuleRow) int {
		if ended := cmp.Compare(bit(a.State == ruleEnded), bit(b.State == ruleEnded)); ended != 0 {
			return ended
		}
		return earnings.Asked(shown[a.ID], shown[b.ID])
	})
	return v, nil
}

func (s *session) rulesSeen(ctx context.Context, offer affiliate.OfferID) (map[string]string, error) {
	rules, err := s.store.Rules(ctx, offer)
	if err != nil {
		return nil, err
	}
	return versionsSeen(ctx, s, affiliate.NounRule, rules, func(r affiliate.Rule) string { return string(r.ID) })
}

// byRule groups versions by their rule, each oldest first.
func byRule(versions []store.RuleVersion) [][]store.RuleVersion {
	var lists [][]store.RuleVersion
	place := map[affiliate.RuleID]int{}
	for _, v := range versions {
		i, known := place[v.ID]
		if !known {
			i = len(lists)
			place[v.ID], lists = i, append(lists, nil)
		}
		lists[i] = append(lists[i], v)
	}
	return lists
}

// States of a rule.
const (
	ruleInForce   = "in_force"
	ruleScheduled = "scheduled"
	ruleEnded     = "ended"
)

// standingVersion is the version of a rule that counts on a day; of a rule that
// is still to come, its newest.
func standingVersion(list []store.RuleVersion, day string) (affiliate.Rule, string) {
	for _, v := range slices.Backward(list) {
		switch {
		case v.ValidFrom > day:
		case v.Ended:
			return v.Rule, ruleEnded
		default:
			return v.Rule, ruleInForce
		}
	}
	return list[len(list)-1].Rule, ruleScheduled
}

// authors name who made versions.
type authors struct {
	self    string
	devices map[string]string
}

func (s *session) authors(ctx context.Context) (authors, error) {
	a := authors{self: s.actor, devices: map[string]string{}}
	devices, err := s.store.Devices(ctx)
	for _, d := range devices {
		a.devices[d.ID] = d.Name
	}
	return a, err
}

func (a authors) name(v store.RuleVersion) string {
	if v.Actor == a.self {
		return "you"
	}
	return cmp.Or(a.devices[v.Device], v.Device)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
