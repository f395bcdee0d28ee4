package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// member folds a change of a member. Group and promo codes count from the day
// of the change on, the first ones always.
func (f Folder) member(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	id := affiliate.MemberID(c.Key)
	before, _, err := tx.Member(ctx, id)
	if err != nil {
		return err
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
	had, has := codesOf(before), codesOf(after)
	for _, code := range had {
		if !slices.Contains(has, code) {
			if err := f.recode(ctx, tx, code, id, "", day); err != nil {
				return err
			}
		}
	}
	for _, code := range has {
		if !slices.Contains(had, code) {
			if err := f.recode(ctx, tx, code, "", id, day); err != nil {
				return err
			}
		}
	}
	return nil
}

func codesOf(m affiliate.Member) []string {
	var codes []string
	for _, code := range m.PromoCodes {
		if code = strings.ToUpper(strings.TrimSpace(code)); code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
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

// recode gives a promo code from one member to another, either of which may be
// nobody. What another has taken over meanwhile stays theirs, and what they give
// up goes back to a member whose record still has it.
func (f Folder) recode(ctx context.Context, tx Tx, code string, from, to affiliate.MemberID, day string) error {
	if from != "" {
		if holder, _, err := tx.Fact(ctx, affiliate.FactCode, code, ""); err != nil || holder != string(from) {
			return err
		}
	}
	if to == "" {
		var err error
		if to, err = stillHas(ctx, tx, code); err != nil {
			return err
		}
	}
	since, err := keepFact(ctx, tx, affiliate.FactCode, code, string(to), day)
	if err != nil {
		return err
	}
	list, err := tx.ConversionsByCode(ctx, code, since)
	if err != nil {
		return err
	}
	return f.reattribute(ctx, tx, list)
}

// stillHas is the first member by id whose record has a promo code.
func stillHas(ctx context.Context, tx Tx, code string) (affiliate.MemberID, error) {
	members, err := tx.MembersWithCodes(ctx)
	for _, m := range members {
		if slices.Contains(codesOf(m), code) {
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
