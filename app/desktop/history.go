package desktop

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// History tells who changed what of a thing that a manager set up.
type History struct{ app *App }

// Of lists the changes of an offer, member or link, the newest first, as the
// log has them.
func (h *History) Of(noun, id string) ([]HistoryView, error) {
	return do(h.app, func(s *session) ([]HistoryView, error) {
		ctx := context.Background()
		n := affiliate.Noun(noun)
		if historyFields[n] == nil {
			return nil, affiliate.Errorf(affiliate.Invalid, "There is no history of a %s.", noun)
		}
		list, err := s.historyOf(ctx, n, id)
		if err != nil || n != affiliate.NounOffer {
			return list, err
		}
		offer, err := s.store.Offer(ctx, affiliate.OfferID(id))
		if err != nil {
			return nil, err
		}
		rules, err := s.historyOf(ctx, affiliate.NounRule, string(offer.RuleID))
		if err != nil {
			return nil, err
		}
		list = append(list, rules...)
		// Ids of entries are in the order in which they were made, also within a second.
		slices.SortFunc(list, func(a, b HistoryView) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Entry, a.Entry)) })
		return list, nil
	})
}

// historyOf is the history of one noun, the newest first.
func (s *session) historyOf(ctx context.Context, noun affiliate.Noun, id string) ([]HistoryView, error) {
	entries, err := s.store.Edits(ctx, noun, id)
	if err != nil {
		return nil, err
	}
	words, err := s.historyWords(ctx)
	if err != nil {
		return nil, err
	}
	list, stands := []HistoryView{}, map[string]json.RawMessage{}
	for i, e := range entries {
		c, err := s.openChange(e)
		if errors.Is(err, errOtherKey) {
			continue // of keys that this device never had
		}
		if err != nil {
			return nil, err
		}
		var set map[string]json.RawMessage
		if json.Unmarshal(c.Set, &set) != nil {
			continue
		}
		came := c.Noun != noun // a link for a member who had been removed
		if came {
			clear(set)
		}
		if noun == affiliate.NounRule { // a version is whole
			clear(stands)
			if i > 0 {
				stands = ruleFields(list)
			}
			set = map[string]json.RawMessage{"words": ruleWords(c.Set)}
		}
		v := HistoryView{Entry: e.ID, At: viewTime(e.Time), What: "Changed", Changes: []FieldChange{}, Synced: e.Seq > 0}
		if v.Who = "this device"; e.Device != "" {
			v.Who = words.device(e.Device)
		}
		if i == 0 && noun != affiliate.NounRule {
			v.What = "Created"
		}
		if came {
			v.What = "Came back with a link"
		}
		for _, f := range historyFields[noun] {
			raw, changed := set[f.name]
			if !changed {
				continue
			}
			from, to := f.says(words, stands[f.name]), f.says(words, raw)
			if stands[f.name] = raw; from != to {
				v.Changes = append(v.Changes, FieldChange{Field: f.label, From: from, To: to})
			}
		}
		if len(v.Changes) > 0 || i == 0 || came {
			list = append(list, v)
		}
	}
	slices.Reverse(list)
	return list, nil
}

// ruleFields is what the newest version of a rule in a history said.
func ruleFields(list []HistoryView) map[string]json.RawMessage {
	if len(list) == 0 || len(list[len(list)-1].Changes) == 0 {
		return map[string]json.RawMessage{}
	}
	raw, _ := json.Marshal(list[len(list)-1].Changes[0].To) //nolint:errchkjson // a text
	return map[string]json.RawMessage{"words": raw}
}

// ruleWords is a version of a rule in words, as a JSON text.
func ruleWords(set json.RawMessage) json.RawMessage {
	var rule affiliate.Rule
	if err := json.Unmarshal(set, &rule); err != nil {
		return json.RawMessage(`""`)
	}
	words := rule.Words()
	if rule.Ended {
		words = "ended"
	}
	if rule.ValidFrom != "" {
		words += ", from " + rule.ValidFrom + " on"
	}
	raw, _ := json.Marshal(words) //nolint:errchkjson // a text
	return raw
}

var errOtherKey = errors.New("sealed with a key that is not here")

// openChange reads a change, sealed or still in the outbox.
func (s *session) openChange(e affiliate.Entry) (affiliate.Change, error) {
	body := e.Body
	if e.Seq > 0 {
		c := s.connection()
		if c == nil {
			return affiliate.Change{}, errOtherKey
		}
		plain, err := c.keys.Open(c.known.ID, relayapi.Entry{Seq: e.Seq, ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: e.Device,
			Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body})
		if err != nil {
			return affiliate.Change{}, errOtherKey
		}
		body = plain
	}
	return affiliate.ParseChange(body)
}
