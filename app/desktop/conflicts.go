package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Conflicts shows edits that were not applied, because somebody else had
// changed the same thing meanwhile, and takes a person's decision.
type Conflicts struct{ app *App }

// Conflicts lists them, newest first.
func (c *Conflicts) Conflicts() ([]ConflictView, error) {
	return do(c.app, func(s *session) ([]ConflictView, error) { return s.conflicts(context.Background()) })
}

// conflictWords say what a conflict is about.
var conflictWords = map[affiliate.Noun]string{
	affiliate.NounRule: "payout rule", affiliate.NounMember: "payee", affiliate.NounDecision: "decision", affiliate.NounSetting: "currency",
	affiliate.NounReceipt: "cancelled receipt", affiliate.NounMonthClose: "month close",
}

func (s *session) conflicts(ctx context.Context) ([]ConflictView, error) {
	list, err := s.store.Conflicts(ctx)
	if err != nil {
		return nil, err
	}
	views := []ConflictView{}
	for _, conflict := range list {
		v := ConflictView{ID: conflict.ID, What: conflictWords[conflict.Noun], At: viewTime(conflict.Mine.Time),
			Mine: editFacts(conflict.Noun, conflict.Mine.Fields), Theirs: editFacts(conflict.Noun, conflict.Theirs.Fields)}
		if v.Seen = conflict.Theirs.Entry; v.Seen == "" {
			v.Seen = affiliate.NoVersion
		}
		if v.Subject, err = s.subjectName(ctx, conflict); err != nil {
			return nil, err
		}
		if v.Device, err = s.deviceName(ctx, conflict.Theirs.Device); err != nil {
			return nil, err
		}
		if v.Actor = "you"; conflict.Mine.Actor != s.actor {
			if v.Actor, err = s.deviceName(ctx, conflict.Mine.Device); err != nil {
				return nil, err
			}
		}
		views = append(views, v)
	}
	return views, nil
}

// subjectName is what a conflict is about, by the name that screens show.
func (s *session) subjectName(ctx context.Context, c affiliate.EditConflict) (string, error) {
	names, err := s.names(ctx)
	if err != nil {
		return "", err
	}
	switch c.Noun {
	case affiliate.NounMember:
		return names.members[affiliate.MemberID(c.Key)], nil
	case affiliate.NounDecision:
		conversion, err := s.store.Conversion(ctx, affiliate.ConversionID(c.Key))
		return strings.TrimSpace(fmt.Sprintf("%s %s %s", names.offers[conversion.OfferID], conversion.OrderID, conversion.SaleDay)), err
	case affiliate.NounRule:
		var rule affiliate.Rule
		if err := json.Unmarshal(c.Mine.Fields, &rule); err != nil {
			return "", err
		}
		return names.offers[rule.OfferID], nil
	case affiliate.NounMonthClose:
		return monthName(c.Key), nil
	case affiliate.NounReceipt:
		r, err := s.receiptByID(ctx, affiliate.ReceiptID(c.Key))
		return fmt.Sprintf("%s: %s", receiptWords(r), r.Amount()), err
	}
	return "Workspace", nil
}

// editFacts are the values of an edit in plain words.
func editFacts(noun affiliate.Noun, fields json.RawMessage) []Pair {
	pairs := []Pair{}
	add := func(label, value string) {
		if value != "" {
			pairs = append(pairs, Pair{Label: label, Value: value})
		}
	}
	switch noun {
	case affiliate.NounRule:
		var rule affiliate.Rule
		if json.Unmarshal(fields, &rule) == nil && rule.Option != "" {
			add("Members earn", rule.Words())
			add("For sales from", rule.ValidFrom)
		}
	case affiliate.NounDecision:
		var d affiliate.Decision
		if json.Unmarshal(fields, &d) == nil && d.Status != "" {
			add("Status", d.Status.Words())
			add("Reason", d.Reason)
		}
	case affiliate.NounMember:
		var m affiliate.Member
		if json.Unmarshal(fields, &m) == nil {
			add("Paid to", m.Payee)
		}
	case affiliate.NounMonthClose:
		var m affiliate.MonthClose
		if json.Unmarshal(fields, &m) == nil {
			add("The month is", map[bool]string{true: "closed", false: "open"}[m.Closed])
			add("Because", m.Reason)
		}
	case affiliate.NounReceipt:
		var r affiliate.ReceiptCancel
		if json.Unmarshal(fields, &r) == nil {
			add("Cancelled because", r.Reason)
		}
	case affiliate.NounSetting:
		var w affiliate.Workspace
		if json.Unmarshal(fields, &w) == nil {
			add("Currency", w.Currency)
		}
	}
	return pairs
}

// ResolveConflict keeps what is in effect ("theirs"), or uses what was not
// applied ("mine") as a new edit of the version that was shown beside it. Either
// way it is gone from all devices.
func (c *Conflicts) ResolveConflict(id, keep, seen string) ([]ConflictView, error) {
	return do(c.app, func(s *session) ([]ConflictView, error) {
		ctx := context.Background()
		if keep != affiliate.KeepTheirs && keep != affiliate.KeepMine {
			return nil, field("keep", "Choose which of the two is to stand.")
		}
		list, err := s.store.Conflicts(ctx)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(list, func(c affiliate.EditConflict) bool { return c.ID == id })
		if i < 0 {
			return s.conflicts(ctx) // decided already, perhaps on another device
		}
		b := s.batch()
		stands := list[i].Theirs.Fields
		if keep == affiliate.KeepMine {
			stands = list[i].Mine.Fields
			if err := s.addGuarded(ctx, b, change(list[i].Noun, list[i].Key, stands), seen); err != nil {
				return nil, err
			}
		}
		if list[i].Noun == affiliate.NounSetting { // the relay has heard the currency that was not applied
			var w affiliate.Workspace
			if err := json.Unmarshal(stands, &w); err != nil {
				return nil, err
			}
			if err := s.publishCurrency(ctx, b, money.Currency(w.Currency)); err != nil {
				return nil, err
			}
		}
		if err := b.add(change(affiliate.NounConflict, id, affiliate.Resolution{Keep: keep})); err != nil {
			return nil, err
		}
		if err := s.enqueue(ctx, b); err != nil {
			return nil, err
		}
		return s.conflicts(ctx)
	})
}
