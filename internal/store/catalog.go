package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
)

// Apply folds a change of the things that a manager sets up: settings, offers,
// payout rules, groups, members, links and devices.
func (t *Tx) Apply(ctx context.Context, c affiliate.Change) error {
	switch c.Noun {
	case affiliate.NounOffer, affiliate.NounMember, affiliate.NounLink, affiliate.NounRule:
		if err := t.keepEdit(ctx, c); err != nil {
			return err
		}
	}
	switch c.Noun {
	case affiliate.NounSetting:
		switch {
		case c.Key == affiliate.SettingAttribution:
			return applySetting[affiliate.Attribution](ctx, t, c)
		case c.Key == affiliate.SettingAdvertiser, strings.HasPrefix(c.Key, affiliate.SettingAdvertiserPrefix):
			return applySetting[affiliate.AdvertiserAccount](ctx, t, c)
		case strings.HasPrefix(c.Key, affiliate.SettingTermsPrefix):
			return applySetting[affiliate.TermsSetting](ctx, t, c)
		case strings.HasPrefix(c.Key, affiliate.SettingSetupPrefix):
			return applySetting[affiliate.SetupMark](ctx, t, c)
		case c.Key == affiliate.SettingClickRules:
			return applySetting[affiliate.ClickRules](ctx, t, c)
		case strings.HasPrefix(c.Key, affiliate.SettingJudgingPrefix):
			return applySetting[affiliate.Judging](ctx, t, c)
		case c.Key == affiliate.SettingCJPayments:
			return applySetting[affiliate.CJPayments](ctx, t, c)
		}
		return applySetting[affiliate.Workspace](ctx, t, c)
	case affiliate.NounOffer:
		return merge(ctx, t, `SELECT fields FROM offer WHERE id = ?`, c, func(o affiliate.Offer, fields string) error {
			return t.exec(ctx, `INSERT INTO offer (id, name, status, fields, seq) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status, fields = excluded.fields, seq = excluded.seq`,
				c.Key, o.Name, o.Status, fields, t.entry.Seq)
		})
	case affiliate.NounMember:
		clear(t.run.people.members)
		return merge(ctx, t, `SELECT fields FROM member WHERE id = ?`, c, func(m affiliate.Member, fields string) error {
			return t.exec(ctx, `INSERT INTO member (id, name, status, fields, seq) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status, fields = excluded.fields, seq = excluded.seq`,
				c.Key, m.Name, m.Status, fields, t.entry.Seq)
		})
	case affiliate.NounGroup:
		return merge(ctx, t, `SELECT json_object('name', name) FROM member_group WHERE id = ?`, c, func(g affiliate.Group, _ string) error {
			return t.exec(ctx, `INSERT INTO member_group (id, name, seq) VALUES (?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET name = excluded.name, seq = excluded.seq`, c.Key, g.Name, t.entry.Seq)
		})
	case affiliate.NounLink:
		return t.applyLink(ctx, c)
	case affiliate.NounRule:
		return t.applyRule(ctx, c)
	case affiliate.NounDevice:
		return t.applyDevice(ctx, c)
	}
	return fmt.Errorf("a change of a %s is not folded here", c.Noun)
}

func applySetting[T any](ctx context.Context, t *Tx, c affiliate.Change) error {
	return merge(ctx, t, `SELECT fields FROM setting WHERE key = ?`, c, func(_ T, fields string) error {
		return t.exec(ctx, `INSERT INTO setting (key, fields, seq) VALUES (?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET fields = excluded.fields, seq = excluded.seq`, c.Key, fields, t.entry.Seq)
	})
}

// Offer is an offer as the fold sees it.
func (t *Tx) Offer(ctx context.Context, id affiliate.OfferID) (affiliate.Offer, bool, error) {
	return one(ctx, t.run, scanFields(func(o *affiliate.Offer, id string) { o.ID, o.Synced = affiliate.OfferID(id), true }),
		`SELECT id, fields FROM offer WHERE id = ?`, id)
}

// CreditingOffers lists the promo code offers by id.
func (t *Tx) CreditingOffers(ctx context.Context) ([]affiliate.OfferID, error) {
	return rows(ctx, t.run, scanOfferID, `SELECT id FROM offer WHERE json_extract(fields, '$.type') = ? ORDER BY id`, affiliate.OfferCode)
}

// HasBrought reports whether a member has links, conversions or adjustments as
// the fold sees it.
func (t *Tx) HasBrought(ctx context.Context, id affiliate.MemberID) (bool, error) {
	has, _, err := one(ctx, t.run, scanBool, `SELECT EXISTS (SELECT 1 FROM link WHERE member_id = ?1)
		OR EXISTS (SELECT 1 FROM conversion WHERE member_id = ?1) OR EXISTS (SELECT 1 FROM adjustment WHERE member_id = ?1)`, id)
	return has, err
}

// MembersWith lists the members whose records have promo codes, or PIDs, by id.
func (t *Tx) MembersWith(ctx context.Context, what affiliate.DatedFact) ([]affiliate.Member, error) {
	field := "$.promo_codes"
	if what == affiliate.FactPID {
		field = "$.cj_pids"
	}
	return rows(ctx, t.run, scanMember, `SELECT id, fields FROM member WHERE json_array_length(fields, ?) > 0 ORDER BY id`, field)
}

// applyRule keeps a new version of a payout rule; versions are numbered in the
// log's order, so that two devices' versions never overwrite each other.
func (t *Tx) applyRule(ctx context.Context, c affiliate.Change) error {
	rule, err := affiliate.Merge(affiliate.Rule{}, c)
	if err != nil {
		return unfit("Its fields can't be read.", err)
	}
	return t.exec(ctx, `INSERT INTO payout_rule (id, version, level, offer_id, subject, valid_from, fields, seq)
		SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM payout_rule WHERE id = ?1`,
		c.Key, rule.Level, rule.OfferID, rule.Subject, rule.ValidFrom, string(c.Set), t.entry.Seq)
}

// merge reads the stored fields of a thing, sets the changed ones and saves it.
func merge[T any](ctx context.Context, t *Tx, query string, c affiliate.Change, save func(value T, fields string) error) error {
	stored, found, err := one(ctx, t.run, func(r scanner) (v string, err error) { return v, r.Scan(&v) }, query, c.Key)
	if err != nil {
		return err
	}
	var value T
	if found {
		if err := json.Unmarshal([]byte(stored), &value); err != nil {
			return fmt.Errorf("read %s %s: %w", c.Noun, c.Key, err)
		}
	}
	if value, err = affiliate.Merge(value, c); err != nil {
		return unfit("Its fields can't be read.", err)
	}
	fields, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return save(value, string(fields))
}

func (t *Tx) exec(ctx context.Context, statement string, args ...any) error {
	return t.run.exec(ctx, statement, args...)
}

// Workspace is the shared setting, with what waits for its place in the log.
func (s *Store) Workspace(ctx context.Context) (affiliate.Workspace, error) {
	return setting(ctx, s, affiliate.SettingWorkspace, affiliate.Workspace{})
}

// Offers lists all offers by name.
func (s *Store) Offers(ctx context.Context) ([]affiliate.Offer, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Offer, error) { return offerList(ctx, q) })
}

func offerList(ctx context.Context, q queryer) ([]affiliate.Offer, error) {
	folded, err := rows(ctx, q, scanFields(func(o *affiliate.Offer, id string) { o.ID, o.Synced = affiliate.OfferID(id), true }),
		`SELECT id, fields FROM offer ORDER BY name COLLATE NOCASE, id`)
	if err != nil {
		return nil, err
	}
	return overlay(ctx, q, affiliate.NounOffer, folded, func(o affiliate.Offer) string { return string(o.ID) },
		func(o *affiliate.Offer, id string) { o.ID, o.Synced = affiliate.OfferID(id), false })
}

// Offer is one offer: NotFound when there is none.
func (s *Store) Offer(ctx context.Context, id affiliate.OfferID) (affiliate.Offer, error) {
	list, err := s.Offers(ctx)
	return find(list, err, "offer", func(o affiliate.Offer) bool { return o.ID == id })
}

// Groups lists all groups by name.
func (s *Store) Groups(ctx context.Context) ([]affiliate.Group, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Group, error) { return groupList(ctx, q) })
}

func groupList(ctx context.Context, q queryer) ([]affiliate.Group, error) {
	folded, err := rows(ctx, q, func(r scanner) (g affiliate.Group, err error) { return g, r.Scan(&g.ID, &g.Name) },
		`SELECT id, name FROM member_group ORDER BY name COLLATE NOCASE, id`)
	if err != nil {
		return nil, err
	}
	return overlay(ctx, q, affiliate.NounGroup, folded, func(g affiliate.Group) string { return string(g.ID) },
		func(g *affiliate.Group, id string) { g.ID = affiliate.GroupID(id) })
}

// Rules lists the versions of the payout rules of an offer, oldest first, with
// those that wait for their place in the log at the end.
func (s *Store) Rules(ctx context.Context, offer affiliate.OfferID) ([]affiliate.Rule, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Rule, error) {
		list, err := offerRules(ctx, q, offer)
		if err != nil {
			return nil, err
		}
		changes, err := waiting(ctx, q, affiliate.NounRule)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			rule, err := affiliate.Merge(affiliate.Rule{}, c)
			if err != nil {
				return nil, err
			}
			rule.ID = affiliate.RuleID(c.Key)
			if rule.OfferID != offer {
				continue
			}
			for _, older := range list {
				if older.ID == rule.ID && older.Version >= rule.Version {
					rule.Version = older.Version
				}
			}
			rule.Version++
			list = append(list, rule)
		}
		return list, nil
	})
}

func offerRules(ctx context.Context, q queryer, offer affiliate.OfferID) ([]affiliate.Rule, error) {
	return rows(ctx, q, func(r scanner) (rule affiliate.Rule, err error) {
		var id, fields string
		var version int
		if err = r.Scan(&id, &version, &fields); err != nil {
			return rule, err
		}
		if err = json.Unmarshal([]byte(fields), &rule); err != nil {
			return rule, fmt.Errorf("read payout rule %s: %w", id, err)
		}
		rule.ID, rule.Version = affiliate.RuleID(id), version
		return rule, nil
	}, `SELECT id, version, fields FROM payout_rule WHERE offer_id = ? ORDER BY id, version`, offer)
}

func scanFields[T any](finish func(v *T, id string)) func(scanner) (T, error) {
	return func(r scanner) (v T, err error) {
		var id, fields string
		if err = r.Scan(&id, &fields); err != nil {
			return v, err
		}
		if err = json.Unmarshal([]byte(fields), &v); err != nil {
			return v, fmt.Errorf("read what is stored of %s: %w", id, err)
		}
		if finish != nil {
			finish(&v, id)
		}
		return v, nil
	}
}

func find[T any](list []T, err error, noun string, is func(T) bool) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	for _, item := range list {
		if is(item) {
			return item, nil
		}
	}
	return none, notFound(noun)
}
