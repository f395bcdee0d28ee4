package desktop

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// memberTurn is an edit of many members, or an import, as it can be taken back.
// It is a fact of this device alone.
type memberTurn struct {
	ID       string       `json:"id"`
	At       string       `json:"at"`
	File     string       `json:"file,omitempty"` // of an import
	Added    int          `json:"added"`
	Changed  int          `json:"changed"`
	LeftOut  int          `json:"left_out"`
	UndoneAt string       `json:"undone_at,omitempty"`
	Edits    []memberEdit `json:"-"` // kept by themselves: they are many
}

// memberEdit is what a turn made of one member.
type memberEdit struct {
	ID     affiliate.MemberID         `json:"id"`
	New    bool                       `json:"new,omitempty"`
	Before map[string]json.RawMessage `json:"before,omitempty"` // of the fields that were changed
	After  map[string]json.RawMessage `json:"after"`
}

const (
	memberTurns     = "member_turns"
	memberTurnEdits = "member_turn:"
	maxMemberTurns  = 20
)

// turns are the last edits of many members, oldest first.
func (s *session) memberTurns(ctx context.Context) (list []memberTurn, err error) {
	raw, err := s.store.Noted(ctx, memberTurns)
	if err == nil && raw != "" {
		err = json.Unmarshal([]byte(raw), &list)
	}
	return list, err
}

// keepTurn writes what a turn changes to the outbox, together with how it is
// taken back. The caller holds turning.
func (s *session) keepTurn(ctx context.Context, b *batch, turn memberTurn) error {
	edits, err := json.Marshal(turn.Edits)
	if err != nil {
		return err
	}
	list, err := s.memberTurns(ctx)
	if err != nil {
		return err
	}
	list = append(list, turn)
	notes := []affiliate.Note{{Key: memberTurnEdits + turn.ID, Value: string(edits)}}
	for len(list) > maxMemberTurns {
		notes = append(notes, affiliate.Note{Key: memberTurnEdits + list[0].ID}) // forgotten
		list = list[1:]
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return s.enqueueAll(ctx, b, append(notes, affiliate.Note{Key: memberTurns, Value: string(raw)})...)
}

// addToTurn adds what changes of a member to a turn and a batch.
func (s *session) addToTurn(ctx context.Context, b *batch, turn *memberTurn, before, after affiliate.Member) error {
	fields, err := changed(before, after)
	if err != nil || len(fields) == 0 {
		return err
	}
	edit := memberEdit{ID: after.ID, New: before.ID == "", After: fields}
	if turn.Added++; !edit.New {
		turn.Added--
		turn.Changed++
		was, err := memberFields(before)
		if err != nil {
			return err
		}
		edit.Before = make(map[string]json.RawMessage, len(fields))
		for name := range fields {
			edit.Before[name] = was[name]
		}
	}
	turn.Edits = append(turn.Edits, edit)
	return s.addMember(ctx, b, before, after, "")
}

func memberFields(m affiliate.Member) (fields map[string]json.RawMessage, err error) {
	raw, err := json.Marshal(m)
	if err == nil {
		err = json.Unmarshal(raw, &fields)
	}
	return fields, err
}

// undoMembers takes a turn back, if the token is of one. What was changed again
// since is left, and named; a member that an import made is removed, unless they
// have links or sales by now.
func (s *session) undoMembers(ctx context.Context, token string) (v UndoResult, is bool, err error) {
	s.turning.Lock()
	defer s.turning.Unlock()
	turns, err := s.memberTurns(ctx)
	if err != nil {
		return v, false, err
	}
	at := slices.IndexFunc(turns, func(t memberTurn) bool { return t.ID == token })
	if at < 0 {
		return v, false, nil
	}
	if turns[at].UndoneAt != "" {
		return v, true, affiliate.Errorf(affiliate.NotFound, "This was undone already.")
	}
	raw, err := s.store.Noted(ctx, memberTurnEdits+token)
	if err != nil {
		return v, true, err
	}
	var edits []memberEdit
	if err := json.Unmarshal([]byte(raw), &edits); err != nil {
		return v, true, err
	}
	b, changed, left, err := s.reverse(ctx, edits)
	if err != nil {
		return v, true, err
	}
	turns[at].UndoneAt = b.at.Format(time.RFC3339)
	list, err := json.Marshal(turns)
	if err != nil {
		return v, true, err
	}
	v = undoResult("member", "members", changed, left)
	return v, true, s.enqueueAll(ctx, b, affiliate.Note{Key: memberTurns, Value: string(list)})
}

// reverse makes the changes that take edits back.
func (s *session) reverse(ctx context.Context, edits []memberEdit) (b *batch, changed int, left []Pair, err error) {
	b, left = s.batch(), []Pair{}
	currency, err := s.currency(ctx)
	if err != nil {
		return b, changed, left, err
	}
	members, err := s.store.MemberPage(ctx, store.MemberQuery{Currency: currency}, 0, math.MaxInt)
	if err != nil {
		return b, changed, left, err
	}
	now := make(map[affiliate.MemberID]store.MemberStanding, len(members.Members))
	for _, m := range members.Members {
		now[m.ID] = m
	}
	for _, edit := range edits {
		m, has := now[edit.ID]
		if !has {
			continue // removed already
		}
		after, why, err := edit.undone(m)
		if err != nil {
			return b, changed, left, err
		}
		if why != "" {
			left = append(left, Pair{Label: m.Name, Value: why})
		}
		if _, has := after["test"]; has {
			if err := s.testSettled(ctx, m.ID); affiliate.Code(err) == affiliate.Invalid {
				delete(after, "test")
				left = append(left, Pair{Label: m.Name, Value: "Has sales by now, so whether they are a test member stays."})
			} else if err != nil {
				return b, changed, left, err
			}
		}
		if len(after) == 0 {
			continue
		}
		changed++
		set, err := json.Marshal(after)
		if err != nil {
			return b, changed, left, err
		}
		merged, err := affiliate.Merge(m.Member, affiliate.Change{Set: set})
		if err != nil {
			return b, changed, left, err
		}
		if err := s.addMember(ctx, b, m.Member, merged, ""); err != nil {
			return b, changed, left, err
		}
	}
	return b, changed, left, nil
}

// undone are the fields that take an edit back, and why some stay.
func (e memberEdit) undone(m store.MemberStanding) (back map[string]json.RawMessage, why string, err error) {
	fields, err := memberFields(m.Member)
	if err != nil {
		return nil, "", err
	}
	back = map[string]json.RawMessage{}
	made := e.After
	if e.New { // what it was not made with counts as well
		if made, err = memberFields(affiliate.Member{}); err != nil {
			return nil, "", err
		}
		maps.Copy(made, e.After)
	}
	var since []string
	for name, after := range made {
		if string(fields[name]) != string(after) {
			since = append(since, name)
		} else if !e.New {
			back[name] = e.Before[name]
		}
	}
	slices.Sort(since)
	switch {
	case !e.New && len(since) > 0:
		return back, "Changed again since: " + fieldWords(since) + ".", nil
	case !e.New:
		return back, "", nil
	case m.Links > 0 || m.Conversions > 0:
		return nil, "Has links or sales by now. Archive them instead.", nil
	case len(since) > 0:
		return nil, "Changed since: " + fieldWords(since) + ".", nil
	}
	for name, value := range map[string]any{"removed": true, "status": affiliate.Archived, "promo_codes": []string{}, "cj_pids": []string{}} {
		if back[name], err = json.Marshal(value); err != nil {
			return nil, "", err
		}
	}
	return back, "", nil
}

// fieldWords are fields of a member as people call them.
func fieldWords(names []string) string {
	said := make([]string, 0, len(names))
	for _, name := range names {
		if word, has := memberWords()[name]; has {
			name = word
		}
		said = append(said, name)
	}
	return strings.Join(said, ", ")
}

func memberWords() map[string]string {
	return map[string]string{"email": "e-mail", "instagram": "Instagram", "tiktok": "TikTok", "youtube": "YouTube", "handle": "other handle", "group_id": "group",
		"promo_codes": "promo codes", "cj_pids": "PIDs", "test": "test member"}
}
