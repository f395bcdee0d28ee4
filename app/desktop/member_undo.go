package desktop

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
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
	if edit.New {
		turn.Added++
	} else {
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
