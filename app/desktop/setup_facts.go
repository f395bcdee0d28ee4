package desktop

import (
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/probe"
	"linkledger/internal/store"
)

// setupFacts are what the steps of the set-up are judged by.
type setupFacts struct {
	practice  bool
	connected bool
	account   affiliate.Workspace
	hasToken  bool
	marks     map[string]affiliate.SetupMark
	terms     []affiliate.TermsSetting
	offer     affiliate.Offer // the one that is being set up; without an id there is none
	reported  string          // when its first postback came
	postback  string          // its postback URL
	member    affiliate.Member
	link      affiliate.Link
	linkURL   string
	linkLater bool            // links are asked for, and wait for their numbers
	check     store.TestCheck // the one that tells most; without an id there is none
	finding   string
}

func (s *session) setupFacts(ctx context.Context) (f setupFacts, err error) {
	f.practice, f.connected = s.world != nil, s.connection() != nil
	if f.account, err = s.store.Workspace(ctx); err != nil {
		return f, err
	}
	token, err := s.secretText(secretCJToken)
	if err != nil {
		return f, err
	}
	f.hasToken = token != ""
	if f.marks, err = s.store.SetupMarks(ctx); err != nil {
		return f, err
	}
	terms, err := s.store.ProgrammeTerms(ctx)
	if err != nil {
		return f, err
	}
	for _, t := range terms {
		f.terms = append(f.terms, t)
	}
	slices.SortFunc(f.terms, func(a, b affiliate.TermsSetting) int { return strings.Compare(a.Advertiser, b.Advertiser) })
	for _, read := range []func(context.Context, *setupFacts) error{s.setupLink, s.setupOffer, s.setupMember, s.setupCheck} {
		if err := read(ctx, &f); err != nil {
			return f, err
		}
	}
	return f, nil
}

// setupLink finds the newest test link that runs.
func (s *session) setupLink(ctx context.Context, f *setupFacts) error {
	links, err := s.store.TestLinks(ctx)
	if err != nil {
		return err
	}
	if at := slices.IndexFunc(links, func(l affiliate.Link) bool { return l.Status == affiliate.Active }); at >= 0 {
		f.link, f.linkURL = links[at], s.linkURL(links[at])
	}
	later, err := s.linksLater(ctx)
	f.linkLater = err == nil && later.links() > 0
	return err
}

// setupOffer finds the offer that is being set up: the test link's, or else the
// one that is furthest.
func (s *session) setupOffer(ctx context.Context, f *setupFacts) error {
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return err
	}
	best := -1
	for _, o := range offers {
		if o.Type == affiliate.OfferCode || o.Status != affiliate.Active {
			continue
		}
		score := 0
		if leadsToCJ(o) {
			score += 2
		}
		if o.Protocol == affiliate.ProtocolPostback {
			score++
		}
		if o.ID == f.link.OfferID {
			score += 4
		}
		if score > best {
			f.offer, best = o, score
		}
	}
	if f.offer.ID == "" {
		return nil
	}
	if f.reported, err = s.store.FirstReport(ctx, f.offer.ID); err != nil {
		return err
	}
	f.postback = postbackURL(s.relayURL(), f.offer.PostbackToken, presetOf(f.offer), f.offer)
	return nil
}

func leadsToCJ(o affiliate.Offer) bool {
	_, err := cj.ParseClick(o.OfferURL)
	return err == nil
}

// setupMember finds the test member: the test link's, or else any.
func (s *session) setupMember(ctx context.Context, f *setupFacts) error {
	if f.link.MemberID != "" {
		member, err := s.store.Member(ctx, f.link.MemberID)
		if err == nil || affiliate.Code(err) != affiliate.NotFound {
			f.member = member
			return err
		}
	}
	test := true
	page, err := s.store.MemberPage(ctx, store.MemberQuery{Test: &test, Statuses: []string{affiliate.Active}}, 0, 1)
	if err == nil && len(page.Members) > 0 {
		f.member = page.Members[0].Member
	}
	return err
}

const setupChecks = 50 // latest ones to look through

// setupCheck finds the check that tells most: one that has passed, or else the
// latest.
func (s *session) setupCheck(ctx context.Context, f *setupFacts) error {
	list, _, err := s.store.TestChecks(ctx, "", 0, setupChecks)
	if err != nil || len(list) == 0 {
		return err
	}
	f.check = list[0]
	if at := slices.IndexFunc(list, passedCheck); at >= 0 {
		f.check = list[at]
	}
	k, err := readCase(f.check)
	if err == nil {
		f.finding = checkRow(f.check, k).Finding
	}
	return err
}

func passedCheck(c store.TestCheck) bool { return probe.State(c.State).Good() }

// passed reports whether a test purchase came all the way, as this device or
// another one saw it.
func (f setupFacts) passed() bool {
	return passedCheck(f.check) || f.marks[affiliate.SetupChecked].Done
}

// accepted reports whether the account is in the brand's programme: as CJ said,
// or a person.
func (f setupFacts) accepted() bool { return f.marks[affiliate.SetupAccepted].Done || len(f.terms) > 0 }

// destination is the CJ destination link: the offer's, or the one that is kept
// for it.
func (f setupFacts) destination() string {
	if f.offer.ID != "" && leadsToCJ(f.offer) {
		return f.offer.OfferURL
	}
	if mark := f.marks[affiliate.SetupDestination]; mark.Done {
		return mark.What
	}
	return ""
}

// sent reports whether CJ has the postback URL: somebody said so, or a postback
// has come.
func (f setupFacts) sent() bool { return f.marks[affiliate.SetupSent].Done || f.reported != "" }

// configured reports whether the offer is as the guide wants it.
func (f setupFacts) configured() bool {
	return f.offer.ID != "" && leadsToCJ(f.offer) && f.offer.Protocol == affiliate.ProtocolPostback
}
