package ingest_test

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

// member is one member as the fold has them.
func (s *scene) member(id affiliate.MemberID) affiliate.Member {
	s.t.Helper()
	s.a.exchange()
	m, err := s.a.store.Member(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// A member whose import is undone on one device while another gives them a link
// or brings them a sale stays or comes back, in whichever order the log has it.
func TestRemovalBesideALink(t *testing.T) {
	for name, c := range map[string]struct {
		steps, want, told string
	}{
		"alone":                        {"remove", "removed archived []", ""},
		"after a link":                 {"link remove", "paused [BEN10]", "Ben was to be removed"},
		"after a test link":            {"test remove", "paused [BEN10]", "Ben was to be removed"},
		"after a sale":                 {"sale remove", "paused [BEN10]", "Ben was to be removed"},
		"before a link":                {"remove link", "paused [BEN10]", "they are a member again"},
		"before a link, the code gone": {"remove taken link", "paused []", "they are a member again"},
		"removed again":                {"remove link remove", "paused [BEN10]", "they are a member again"},
		"a link of nobody":             {"remove stranger", "removed archived []", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			const ben = "memberbenaaaaaaa"
			s.change(affiliate.NounMember, ben, affiliate.Member{Name: "Ben", Status: affiliate.Paused, PromoCodes: []string{"BEN10"}})
			link := affiliate.Link{Number: 9, Code: "c9", OfferID: percentOffer, MemberID: ben, Status: affiliate.Active}
			for step := range strings.FieldsSeq(c.steps) {
				switch step {
				case "remove":
					s.change(affiliate.NounMember, ben, map[string]any{"removed": true, "status": affiliate.Archived, "promo_codes": []string{}, "cj_pids": []string{}})
				case "link":
					s.change(affiliate.NounLink, "link9", link)
				case "test":
					link.Test = true
					s.change(affiliate.NounLink, "link9", link)
				case "stranger":
					link.MemberID = "strangeraaaaaaaa"
					s.change(affiliate.NounLink, "link9", link)
				case "sale":
					row := s.row("1", "")
					row.Coupon = "BEN10"
					s.cj(row)
				case "taken":
					s.codes(members[1], "BEN10")
				}
			}
			m := s.member(ben)
			got := m.Status + " [" + strings.Join(m.PromoCodes, " ") + "]"
			if m.Removed {
				got = "removed " + got
			}
			if told := s.problems(); got != c.want || !strings.Contains(told, c.told) || (told == "") != (c.told == "") || (m.Former == nil) == m.Removed {
				t.Errorf("Ben is %q, not %q; told %q; %+v", got, c.want, told, m.Former)
			}
			s.same()
		})
	}
}
