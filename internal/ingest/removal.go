package ingest

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
)

// removed is called when a change removes a member, as undoing an import does.
// Whoever undid it may not have heard yet what another device gave them, so one
// who has something by now stays; of others it is kept how they come back.
func removed(ctx context.Context, tx Tx, m affiliate.Member) (stays bool, err error) {
	has, err := tx.HasBrought(ctx, m.ID)
	if err != nil {
		return false, err
	}
	if has {
		return true, tx.Problem(ctx, m.Name+" was to be removed with the import that added them, but has links, sales or adjustments by now, so they stay. Archive them if you don't need them any more.", false)
	}
	former := affiliate.FormerMember{Status: m.Status, PromoCodes: m.PromoCodes, PIDs: m.PIDs}
	c, err := affiliate.NewChange(affiliate.NounMember, string(m.ID), map[string]any{"former": former})
	if err != nil {
		return false, err
	}
	return false, tx.Apply(ctx, c)
}

// comeBack brings a member back who was removed before the log told of a link
// for them. What of theirs another member has got since stays there.
func (f Folder) comeBack(ctx context.Context, tx Tx, e affiliate.Entry, id affiliate.MemberID) error {
	m, _, err := tx.Member(ctx, id)
	if err != nil || !m.Removed {
		return err
	}
	set := map[string]any{"removed": false, "former": nil, "status": affiliate.Active}
	if was := m.Former; was != nil {
		set["status"] = was.Status
		before := affiliate.Member{PromoCodes: was.PromoCodes, PIDs: was.PIDs}
		codes, err := nobodys(ctx, tx, affiliate.FactCode, ownedBy(before, affiliate.FactCode))
		pids, err2 := nobodys(ctx, tx, affiliate.FactPID, ownedBy(before, affiliate.FactPID))
		if err := errors.Join(err, err2); err != nil {
			return err
		}
		set["promo_codes"], set["cj_pids"] = codes, pids
	}
	c, err := affiliate.NewChange(affiliate.NounMember, string(id), set)
	if err != nil {
		return err
	}
	if err := f.member(ctx, tx, e, c); err != nil {
		return err
	}
	return tx.Problem(ctx, fmt.Sprintf("%s was removed when an import was undone, while another device gave them a link: they are a member again. Archive them if you don't need them any more.", m.Name), false)
}

// nobodys are those promo codes or PIDs that nobody has now.
func nobodys(ctx context.Context, tx Tx, what affiliate.DatedFact, list []string) ([]string, error) {
	free := []string{}
	for _, one := range list {
		holder, _, err := tx.Fact(ctx, what, one, "")
		if err != nil {
			return nil, err
		}
		if holder == "" {
			free = append(free, one)
		}
	}
	return free, nil
}
