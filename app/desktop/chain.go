package desktop

import (
	"context"
	"errors"
	"net/url"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
	"linkledger/internal/practice"
	"linkledger/internal/probe"
)

// chain hands the parts of a profile to the test purchase check.
type chain struct {
	*session
	run   *checkRun
	offer affiliate.Offer
}

// TestLink implements probe.Links: the offer's test link, made when missing.
func (c chain) TestLink(ctx context.Context, offerID string) (probe.Link, error) {
	link, err := c.testLink(ctx, affiliate.OfferID(offerID))
	if err != nil {
		return probe.Link{}, err
	}
	if err := c.sync(ctx, false); err != nil {
		return probe.Link{}, plain(err)
	}
	offer, err := c.store.Offer(ctx, affiliate.OfferID(offerID)) // as it stands after the sync
	if err != nil {
		return probe.Link{}, err
	}
	result := probe.Link{URL: c.linkURL(link), Number: link.Number, Test: link.Test, Fallback: offer.FallbackURL, Paused: offer.StatusOn(c.today()) != affiliate.Active}
	for _, utm := range offer.UTMs {
		result.UTMs = append(result.UTMs, probe.UTM{Name: utm.Name, Value: utm.Value})
	}
	return result, nil
}

func (c chain) testLink(ctx context.Context, offer affiliate.OfferID) (affiliate.Link, error) {
	find := func() (affiliate.Link, bool, error) {
		links, err := c.store.Links(ctx)
		for _, link := range links {
			if link.OfferID == offer && link.Test && link.Status == affiliate.Active {
				return link, true, err
			}
		}
		return affiliate.Link{}, false, err
	}
	if link, found, err := find(); found || err != nil {
		return link, err
	}
	member, err := c.testMember(ctx)
	if err != nil {
		return affiliate.Link{}, err
	}
	if _, err := c.generate(ctx, LinkBulkForm{OfferIDs: []string{string(offer)}, Who: toMembers, MemberIDs: []string{string(member)}, Test: true}); err != nil {
		return affiliate.Link{}, err
	}
	link, _, err := find()
	return link, err
}

// testMember is the member whose links are tests, added when missing: the
// guide's test member.
func (c chain) testMember(ctx context.Context) (affiliate.MemberID, error) {
	members, err := c.store.Members(ctx)
	for _, member := range members {
		if member.Test && member.Status == affiliate.Active && !member.Removed {
			return member.ID, err
		}
	}
	if err != nil {
		return "", err
	}
	member, err := c.saveMember(ctx, MemberForm{Name: "Test member", Test: true})
	return member.ID, err
}

// plain is an error as a person reads it, without what the screens add.
func plain(err error) error {
	var f failure
	if errors.As(fail(err), &f) {
		return errors.New(f.Message)
	}
	return err
}

// Buy implements probe.Shopper: practice mode buys by itself.
func (c chain) Buy(ctx context.Context, landing probe.Page) (probe.Order, error) {
	at, err := url.Parse(landing.URL)
	if err != nil {
		return probe.Order{}, err
	}
	shopper := practice.NewShopper(practice.Chrome)
	shopper.Carry(at, landing.Cookies)
	id, err := shopper.Buy(ctx, at, string(landing.Body), 1)
	if err != nil {
		return probe.Order{}, err
	}
	for _, order := range c.world.Sandbox.Orders() {
		if order.ID == id {
			return probe.Order{ID: id, Amount: order.Amount}, nil
		}
	}
	return probe.Order{ID: id}, nil
}

// News implements probe.Desk. In practice mode it has everything happen that is
// due, and syncs; a live profile syncs by itself, and so does whatever may still
// come for a check that is done.
func (c chain) News(ctx context.Context) (probe.News, error) {
	if c.world != nil && !c.run.k.Result.Done() {
		if err := c.world.AwaitPostbacksBy(ctx, c.clock.Now().Add(practiceMoment)); err != nil {
			return probe.News{}, err
		}
		_ = c.world.FlushClicks(ctx) // the relay does it in a while by itself
		_ = c.sync(ctx, true)        // what went wrong stands in what was said
	}
	client, err := c.cj(ctx)
	if err != nil {
		return probe.News{}, err
	}
	c.mu.Lock()
	said := c.said
	c.mu.Unlock()
	news := probe.News{NoCJ: client == nil, CJ: ofCJLedger(said.cj)}
	if said.relay != nil {
		news.Relay = plain(said.relay)
	}
	if news.CJAt, err = c.notedTime(ctx, ingest.NoteCJAsOf); err != nil || news.NoCJ {
		return news, err
	}
	account, err := c.cjAccount(ctx)
	if err != nil || account == "" {
		return news, err
	}
	unread, err := ingest.UnreadOfCJ(ctx, c.store, account)
	news.Unread = len(unread)
	return news, err
}

// practiceMoment is how far ahead the stand-ins' postbacks are waited for: they
// come a second after the sale, and are tried again after one, five and thirty.
// None is left for the check that comes next.
const practiceMoment = 40 * time.Second

func (s *session) notedTime(ctx context.Context, note string) (time.Time, error) {
	text, err := s.store.Noted(ctx, note)
	if err != nil || text == "" {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, text)
}

// ofCJLedger says what kind of trouble CJ is in.
func ofCJLedger(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, cj.ErrCredential):
		return namedTrouble{probe.ErrCJToken, plain(err)}
	case errors.Is(err, cj.ErrTryLater):
		return plain(err)
	}
	return namedTrouble{probe.ErrCJUnexpected, plain(err)}
}

// namedTrouble is an error in words that errors.Is knows the kind of.
type namedTrouble struct {
	kind, words error
}

func (t namedTrouble) Error() string { return t.words.Error() }
func (t namedTrouble) Unwrap() error { return t.kind }

// received is what CJ's payments recorded so far add up to.
func (s *session) received(ctx context.Context, currency money.Currency) (money.Amount, error) {
	total := money.New(0, currency)
	receipts, err := s.store.Receipts(ctx)
	for _, r := range receipts {
		if r.Source == affiliate.ReceiptCJ && !r.Cancelled && r.Amount().Currency == currency {
			total.Minor += r.Minor
		}
	}
	return total, err
}
