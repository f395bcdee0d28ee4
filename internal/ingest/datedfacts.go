package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// member folds a change of a member. Group, promo codes and PIDs count from the
// day of the change on, the first ones always.
func (f Folder) member(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	id := affiliate.MemberID(c.Key)
	before, _, err := tx.Member(ctx, id)
	if err != nil {
		return err
	}
	if c, err = keepTest(ctx, tx, before, c); err != nil {
		return err
	}
	asked, err := affiliate.Merge(before, c)
	if err == nil && asked.Removed && !before.Removed && before.ID != "" {
		if stays, err := removed(ctx, tx, before); err != nil || stays {
			return err
		}
	}
	if err := tx.Apply(ctx, c); err != nil {
		return err
	}
	after, _, err := tx.Member(ctx, id)
	if err != nil {
		return err
	}
	day := affiliate.Day(e.Time, f.Zone)
	if after.GroupID != before.GroupID {
		if err := f.regroup(ctx, tx, id, after.GroupID, day); err != nil {
			return err
		}
	}
	for _, what := range []affiliate.DatedFact{affiliate.FactCode, affiliate.FactPID} {
		had, has := ownedBy(before, what), ownedBy(after, what)
		for _, one := range had {
			if !slices.Contains(has, one) {
				if err := f.reown(ctx, tx, what, one, id, "", day); err != nil {
					return err
				}
			}
		}
		for _, one := range has {
			if !slices.Contains(had, one) {
				if err := f.reown(ctx, tx, what, one, "", id, day); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// ownedBy are a member's promo codes or PIDs.
func ownedBy(m affiliate.Member, what affiliate.DatedFact) (owned []string) {
	list := m.PromoCodes
	if what == affiliate.FactPID {
		list = m.PIDs
	}
	for _, one := range list {
		if one = strings.ToUpper(strings.TrimSpace(one)); one != "" && !slices.Contains(owned, one) {
			owned = append(owned, one)
		}
	}
	return owned
}

// regroup moves a member into a group, and settles again what that may change.
func (f Folder) regroup(ctx context.Context, tx Tx, member affiliate.MemberID, group affiliate.GroupID, day string) error {
	since, err := keepFact(ctx, tx, affiliate.FactGroup, string(member), string(group), day)
	if err != nil {
		return err
	}
	offers, err := tx.PayoutOffers(ctx, member, since)
	if err != nil {
		return err
	}
	for _, offer := range offers {
		again := f.reckon(ctx, tx, "group")
		if err := again.reachAfter(span{offer, member, startOf(since), ""}); err != nil {
			return err
		}
		if err := again.run(); err != nil {
			return err
		}
	}
	return nil
}

// reown gives a promo code or a PID from one member to another, either of which
// may be nobody. What another has taken over meanwhile stays theirs, and what
// they give up goes back to a member whose record still has it.
func (f Folder) reown(ctx context.Context, tx Tx, what affiliate.DatedFact, one string, from, to affiliate.MemberID, day string) error {
	if from != "" {
		if holder, _, err := tx.Fact(ctx, what, one, ""); err != nil || holder != string(from) {
			return err
		}
	}
	if to == "" {
		var err error
		if to, err = stillHas(ctx, tx, what, one); err != nil {
			return err
		}
	}
	since, err := keepFact(ctx, tx, what, one, string(to), day)
	if err != nil {
		return err
	}
	brought := tx.ConversionsByCode
	if what == affiliate.FactPID {
		brought = tx.ConversionsByPID
	}
	list, err := brought(ctx, one, since)
	if err != nil {
		return err
	}
	return f.reattribute(ctx, tx, list)
}

// stillHas is the first member by id whose record has a promo code or a PID.
func stillHas(ctx context.Context, tx Tx, what affiliate.DatedFact, one string) (affiliate.MemberID, error) {
	members, err := tx.MembersWith(ctx, what)
	for _, m := range members {
		if slices.Contains(ownedBy(m, what), one) {
			return m.ID, err
		}
	}
	return "", err
}

// keepFact keeps what counts from a day on, or always when nothing did before.
func keepFact(ctx context.Context, tx Tx, what affiliate.DatedFact, subject, value, day string) (since string, err error) {
	_, known, err := tx.Fact(ctx, what, subject, "")
	if err != nil {
		return "", err
	}
	if known {
		since = day
	}
	return since, tx.PutFact(ctx, what, subject, since, value)
}

// setting folds a setting of the workspace.
func (f Folder) setting(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	if c.Key == affiliate.SettingCJPayments {
		p, err := affiliate.Merge(affiliate.DefaultCJPayments, c)
		if err != nil || p.Check() != nil {
			return fmt.Errorf("%w: no way in which CJ could pay", errBody)
		}
	}
	if c.Key == affiliate.SettingClickRules {
		if _, err := affiliate.Merge(affiliate.ClickRules{}, c); err != nil {
			return fmt.Errorf("%w: no rules of clicks", errBody)
		}
	}
	if c.Key != affiliate.SettingAttribution {
		return tx.Apply(ctx, c)
	}
	a, err := affiliate.Merge(affiliate.Attribution{}, c)
	if err != nil || a.Prefer != affiliate.PreferLink && a.Prefer != affiliate.PreferCode {
		return fmt.Errorf("%w: an attribution that prefers neither link nor code", errBody)
	}
	if err := tx.Apply(ctx, c); err != nil {
		return err
	}
	day := affiliate.Day(e.Time, f.Zone)
	if err := tx.PutFact(ctx, affiliate.FactAttribution, "", day, a.Prefer); err != nil {
		return err
	}
	list, err := tx.ConversionsByCode(ctx, "", day)
	if err != nil {
		return err
	}
	return f.reattribute(ctx, tx, list)
}
