package desktop

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"

	"linkledger/internal/affiliate"
)

// Save adds a member or changes one.
func (m *Members) Save(form MemberForm) (MemberRow, error) {
	return do(m.app, func(s *session) (MemberRow, error) {
		ctx := context.Background()
		member, err := s.saveMember(ctx, form)
		if err != nil {
			return MemberRow{}, err
		}
		return s.memberRow(ctx, member.ID)
	})
}

// fill takes over what a form says, but the group.
func (f MemberForm) fill(m *affiliate.Member) {
	m.Name, m.Email, m.Payee, m.Test = inline(f.Name), clean(f.Email), clean(f.Payee), f.Test
	m.Handles = affiliate.Handles{Instagram: affiliate.UserName(inline(f.Instagram)), TikTok: affiliate.UserName(inline(f.TikTok)),
		YouTube: affiliate.UserName(inline(f.YouTube)), Handle: inline(f.Handle)}
	m.Tags, m.Note = eachOnce(f.Tags), inline(strings.ReplaceAll(f.Note, "\r\n", "\n"))
	m.PromoCodes, m.PIDs = words(upper(f.PromoCodes)), words(f.PIDs)
}

// form is a row as its form was opened.
func (r MemberRow) form() MemberForm {
	return MemberForm{ID: r.ID, Name: r.Name, Email: r.Email, Instagram: r.Instagram, TikTok: r.TikTok, YouTube: r.YouTube, Handle: r.Handle, Group: r.Group,
		Tags: r.Tags, Note: r.Note, Payee: r.Payee, Test: r.Test, PromoCodes: r.PromoCodes, PIDs: r.PIDs}
}

// inline is what people type without what turns the direction of all that
// follows, which would reach out of its field.
func inline(text string) string {
	return clean(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) && r != '\u200e' && r != '\u200f' && r != '\u061c' {
			return -1
		}
		return r
	}, text))
}

// eachOnce drops texts that differ from an earlier one by their case alone.
func eachOnce(list []string) (kept []string) {
	seen := map[string]bool{}
	for _, text := range list {
		if text = inline(text); text != "" && !seen[strings.ToLower(text)] {
			seen[strings.ToLower(text)] = true
			kept = append(kept, text)
		}
	}
	return kept
}

func (s *session) saveMember(ctx context.Context, form MemberForm) (affiliate.Member, error) {
	member := affiliate.Member{ID: affiliate.MemberID(form.ID), Status: affiliate.Active}
	var before affiliate.Member
	var err error
	if form.ID != "" {
		if before, err = s.store.Member(ctx, member.ID); err != nil {
			return member, err
		}
		member = before
	}
	b := s.batch()
	was := member
	form.fill(&member)
	if err := member.Check(); err != nil {
		return member, err
	}
	if form.Was == nil || clean(form.Group) != form.Was.Group {
		if member.GroupID, err = s.group(ctx, b, clean(form.Group)); err != nil {
			return member, err
		}
	}
	seen := ""
	if form.ID != "" && form.Was != nil {
		seen = form.Was.Seen
		form.Was.form().fill(&was)
		if member, err = edited(before, was, member); err != nil {
			return member, err
		}
	}
	if err := s.checkMember(ctx, before, member); err != nil {
		return member, err
	}
	if form.ID == "" {
		if member.ID, err = affiliate.NewID[affiliate.MemberID](s.app.random); err != nil {
			return member, err
		}
		member.CreatedAt = b.at.Format(time.RFC3339)
	}
	if err := s.addMember(ctx, b, before, member, seen); err != nil || len(b.Entries) == 0 {
		return member, err
	}
	return member, s.enqueue(ctx, b)
}

// addMember adds what changes of a member to a batch. Whom it pays is a change
// by itself: it may turn out that another device changed it.
func (s *session) addMember(ctx context.Context, b *batch, before, member affiliate.Member, seen string) error {
	fields, err := changed(before, member)
	if err != nil {
		return err
	}
	if payee, has := fields["payee"]; has && before.ID != "" {
		delete(fields, "payee")
		if err := s.addGuarded(ctx, b, change(affiliate.NounMember, member.ID, map[string]json.RawMessage{"payee": payee}), seen); err != nil {
			return err
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return b.add(change(affiliate.NounMember, member.ID, fields))
}

// checkMember looks whether a member goes together with all others.
func (s *session) checkMember(ctx context.Context, before, member affiliate.Member) error {
	if err := s.freeOwned(ctx, member); err != nil {
		return err
	}
	if member.ID == "" || member.Test == before.Test {
		return nil
	}
	if err := s.testSettled(ctx, member.ID); err != nil {
		return err
	}
	links, err := s.store.Links(ctx)
	if err == nil && slices.ContainsFunc(links, func(l affiliate.Link) bool { return l.MemberID == member.ID }) {
		err = field("test", "This can't change any more: the member has links, and what they brought counts or is left out already. Add another member for tests.")
	}
	return err
}

// testSettled refuses to make a test member of one who earned, and the reverse.
func (s *session) testSettled(ctx context.Context, member affiliate.MemberID) error {
	earned, err := s.store.MemberEarned(ctx, member)
	if err == nil && earned {
		err = field("test", "This can't change any more: the member has sales or amounts, which count or are left out already. Add another member for tests.")
	}
	return err
}

// group finds a group by name, or makes it.
func (s *session) group(ctx context.Context, b *batch, name string) (affiliate.GroupID, error) {
	if name == "" {
		return "", nil
	}
	if len(name) > 120 {
		return "", field("group", "Use at most 120 characters.")
	}
	groups, err := s.store.Groups(ctx)
	if err != nil {
		return "", err
	}
	for _, g := range groups {
		if strings.EqualFold(g.Name, name) {
			return g.ID, nil
		}
	}
	id, err := affiliate.NewID[affiliate.GroupID](s.app.random)
	if err != nil {
		return "", err
	}
	return id, b.add(change(affiliate.NounGroup, id, affiliate.Group{Name: name}))
}

// SetStatus pauses a member, puts them away or takes them back.
func (m *Members) SetStatus(id, status string) (MemberRow, error) {
	return do(m.app, func(s *session) (MemberRow, error) {
		ctx := context.Background()
		member, err := s.store.Member(ctx, affiliate.MemberID(id))
		if err != nil {
			return MemberRow{}, err
		}
		member.Status = status
		if err := member.Check(); err != nil {
			return MemberRow{}, err
		}
		if err := s.commit(ctx, change(affiliate.NounMember, member.ID, map[string]string{"status": status})); err != nil {
			return MemberRow{}, err
		}
		return s.memberRow(ctx, member.ID)
	})
}
