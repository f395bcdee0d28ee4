package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
)

// RuleVersion is a version of a payout rule with who made it, and when.
type RuleVersion struct {
	affiliate.Rule
	Actor  string
	Device string // empty for this one, while the version waits for its place in the log
	At     time.Time
	Synced bool
}

// RuleVersions lists the versions of the payout rules of an offer, oldest
// first, with those that wait for their place in the log at the end.
func (s *Store) RuleVersions(ctx context.Context, offer affiliate.OfferID) ([]RuleVersion, error) {
	return s.ruleVersions(ctx, `r.offer_id = ?`, string(offer), func(v RuleVersion) bool { return v.OfferID == offer })
}

// MemberRuleVersions lists those of the rules that are a member's alone, of all
// offers.
func (s *Store) MemberRuleVersions(ctx context.Context, id affiliate.MemberID) ([]RuleVersion, error) {
	return s.ruleVersions(ctx, `r.fields ->> '$.level' = 'member' AND r.fields ->> '$.subject' = ?`, string(id),
		func(v RuleVersion) bool { return v.Level == affiliate.LevelMember && v.Subject == string(id) })
}

// Rule is the newest version of a payout rule: NotFound when there is none.
func (s *Store) Rule(ctx context.Context, id affiliate.RuleID) (affiliate.Rule, error) {
	list, err := s.ruleVersions(ctx, `r.id = ?`, string(id), func(v RuleVersion) bool { return v.ID == id })
	if err == nil && len(list) == 0 {
		err = notFound("payout rule")
	}
	if err != nil {
		return affiliate.Rule{}, err
	}
	return list[len(list)-1].Rule, nil
}

func (s *Store) ruleVersions(ctx context.Context, where, arg string, wanted func(RuleVersion) bool) ([]RuleVersion, error) {
	return snapshot(ctx, s, func(q queryer) ([]RuleVersion, error) {
		list, err := rows(ctx, q, scanRuleVersion, `SELECT r.id, r.version, r.fields, coalesce(e.actor, ''), coalesce(e.device, ''), coalesce(e.time, '')
			FROM payout_rule AS r LEFT JOIN log_entry AS e ON e.seq = r.seq WHERE `+where+` ORDER BY r.id, r.version`, arg)
		if err != nil {
			return nil, err
		}
		own, err := rows(ctx, q, scanOutbox, `SELECT id, kind, schema, actor, time, key, body, noun, subject
			FROM outbox WHERE noun = ? AND kind = 'change' ORDER BY position`, affiliate.NounRule)
		if err != nil {
			return nil, err
		}
		last := map[affiliate.RuleID]int{}
		for _, v := range list {
			last[v.ID] = v.Version
		}
		for _, e := range own {
			v := RuleVersion{Actor: e.Actor, At: e.Time}
			c, err := affiliate.ParseChange(e.Body)
			if err == nil {
				v.Rule, err = affiliate.Merge(v.Rule, c)
			}
			if err != nil {
				return nil, err
			}
			if v.ID = affiliate.RuleID(c.Key); !wanted(v) {
				continue
			}
			last[v.ID]++
			v.Version = last[v.ID]
			list = append(list, v)
		}
		return list, nil
	})
}

func scanRuleVersion(r scanner) (v RuleVersion, err error) {
	var id, fields, at string
	var version int
	if err = r.Scan(&id, &version, &fields, &v.Actor, &v.Device, &at); err != nil {
		return v, err
	}
	if err = json.Unmarshal([]byte(fields), &v.Rule); err != nil {
		return v, fmt.Errorf("read payout rule %s: %w", id, err)
	}
	v.ID, v.Version, v.Synced = affiliate.RuleID(id), version, true
	v.At, err = parseTime(at)
	return v, err
}
