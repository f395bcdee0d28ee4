package desktop

import (
	"context"
	"math/rand/v2"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/practice"
)

// sampleAge is how far back the sample programme began: far enough for sales
// that are paid, locked and still open.
const sampleAge = 82 * 24 * time.Hour

// sampleCode is a promo code of the first of them; some shoppers type it,
// whoever's link they came by.
const sampleCode = "MAYA10"

// sampleMembers are invented.
var sampleMembers = []MemberForm{
	{Name: "Maya Lindqvist", Email: "maya@lindqvist.example", Handle: "@mayaathome", Group: "Interiors", Payee: "maya@lindqvist.example", PromoCodes: []string{sampleCode}},
	{Name: "Tomás Herrera", Email: "tomas@herrera.example", Handle: "@tomasmakes", Group: "Makers", Payee: "tomas@herrera.example"},
	{Name: "Aisha Okafor", Email: "aisha@okafor.example", Handle: "@aishainside", Group: "Interiors", Payee: "pay@okafor.example"},
	{Name: "Jonas Weber", Email: "jonas@weber.example", Handle: "@jonasweber", Group: "Makers", Payee: "jonas@weber.example"},
	{Name: "Priya Raman", Email: "priya@raman.example", Handle: "@priyaslow", Group: "Slow living", Payee: "priya@raman.example"},
	{Name: "Léa Moreau", Email: "lea@moreau.example", Handle: "@leamoreau", Group: "Slow living"},
	{Name: "Sam Whitfield", Email: "sam@whitfield.example", Handle: "@samw", Group: "Interiors", Payee: "sam@whitfield.example"},
	{Name: "Noor Haddad", Email: "noor@haddad.example", Handle: "@noorcooks", Group: "Slow living", Payee: "noor@haddad.example"},
}

// agents are browsers of people.
var agents = []string{
	practice.Chrome,
	"Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/23B85 Instagram 402.0.0.31.84",
	"Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
}

// Sample is a programme that runs through the real chain, day by day on the
// virtual clock: links are clicked at the relay, orders placed in the shop,
// and everything comes back the way it does in life.
type Sample struct {
	app    *App
	random *rand.Rand
	links  []string
}

// StartSample makes practice mode new, with a clock that shows start, and sets
// up a programme in it.
func (a *App) StartSample(ctx context.Context, start time.Time) (*Sample, error) {
	if err := a.remakePractice(start); err != nil {
		return nil, err
	}
	s, err := a.session()
	if err != nil {
		return nil, err
	}
	links, err := s.sampleSetup(ctx)
	if err != nil {
		return nil, err
	}
	return &Sample{app: a, random: rand.New(rand.NewPCG(7, 11)), links: links}, s.sync(ctx, false)
}

// Run lets the programme go on until a time.
func (p *Sample) Run(ctx context.Context, until time.Time) error {
	s, err := p.app.session()
	if err != nil {
		return err
	}
	recorded := len(s.world.Sandbox.Payments())
	for s.world.Clock.Now().Before(until) {
		if err := s.sampleDay(ctx, p.random, p.links); err != nil {
			return err
		}
		s.world.Clock.AdvanceTo(earlier(s.world.Clock.Now().Add(24*time.Hour), until))
		if paid := len(s.world.Sandbox.Payments()); paid > recorded {
			recorded = paid
			if err := s.samplePayday(ctx); err != nil {
				return err
			}
		}
	}
	if err := s.world.AwaitPostbacks(ctx); err != nil {
		return err
	}
	if err := s.world.FlushClicks(ctx); err != nil {
		return err
	}
	if err = s.sync(ctx, true); err == nil {
		err = s.sampleOrders(ctx)
	}
	if err == nil {
		err = s.sync(ctx, false)
	}
	if err == nil {
		err = s.proveNow(ctx) // the books have grown since the session began
	}
	p.app.changed()
	return err
}

// sampleSetup adds offers, members and links, and returns the links' URLs.
func (s *session) sampleSetup(ctx context.Context) ([]string, error) {
	var members, urls []string
	for _, form := range sampleMembers {
		member, err := s.saveMember(ctx, form)
		if err != nil {
			return nil, err
		}
		members = append(members, string(member.ID))
	}
	options, err := s.app.Offers.Options()
	if err != nil {
		return nil, err
	}
	payouts := []OfferForm{{PayoutOption: affiliate.PayoutPercent, PayoutPercent: "6"}, {PayoutOption: affiliate.PayoutPercent, PayoutPercent: "5"},
		{PayoutOption: affiliate.PayoutFlat, PayoutFlat: "4.00"}}
	for i, destination := range options.Destinations {
		form := payouts[i%len(payouts)]
		form.Name, form.OfferURL, form.ConversionType, form.Protocol = destination.Label, destination.Value, "sale", affiliate.ProtocolPostback
		form.Description = "Ambassador offer for the " + destination.Label + "."
		form.UTMs = []Pair{{Label: "utm_source", Value: "ambassador"}, {Label: "utm_medium", Value: "affiliate"}, {Label: "utm_campaign", Value: "always-on"}}
		id, err := s.saveOffer(ctx, form)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			if err := s.samplePayouts(ctx, id, members[1]); err != nil {
				return nil, err
			}
			// Links need numbers that the relay reserves at the first sync.
			if err := s.sync(ctx, false); err != nil {
				return nil, err
			}
		}
		share := members[:len(members)-2*i]
		made, err := s.generate(ctx, LinkBulkForm{OfferIDs: []string{string(id)}, Who: toMembers, MemberIDs: share})
		if err != nil {
			return nil, err
		}
		rows, err := s.rowsOfLinks(ctx, made.ids)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			urls = append(urls, row.URL)
		}
	}
	return urls, nil
}

// sampleDay lets people click and buy; the first links are the busy ones.
func (s *session) sampleDay(ctx context.Context, random *rand.Rand, links []string) error {
	for range 3 + random.IntN(6) {
		link := links[min(random.IntN(len(links)), random.IntN(len(links)))]
		shopper := practice.NewShopper(agents[random.IntN(len(agents))])
		visit, err := shopper.Click(ctx, link)
		if err != nil {
			return err
		}
		s.world.Clock.Advance(time.Duration(1+random.IntN(90)) * time.Minute)
		if random.IntN(100) >= 16 {
			continue
		}
		coupon := ""
		if random.IntN(100) < 12 {
			coupon = sampleCode
		}
		order, err := shopper.BuyWith(ctx, coupon, visit.Landing, visit.Page, 1+random.IntN(2))
		if err != nil {
			return err
		}
		if err := s.world.AwaitPostbacks(ctx); err != nil {
			return err
		}
		if random.IntN(100) < 9 {
			if err := s.world.Return(order); err != nil {
				return err
			}
		}
	}
	return nil
}

// samplePayday records CJ's payment and pays the members, as a manager would.
func (s *session) samplePayday(ctx context.Context) error {
	if err := s.sync(ctx, true); err != nil {
		return err
	}
	view, err := s.practiceView(ctx)
	if err != nil {
		return err
	}
	_, err = s.app.Payments.RecordReceipt(ReceiptForm{Source: affiliate.ReceiptCJ, Amount: view.CJPaid.Text, Day: s.today(), Reference: "CJ payment advice"})
	if err != nil {
		return err
	}
	if err := s.sync(ctx, true); err != nil {
		return err
	}
	plan, err := s.app.Payments.Plan()
	if err != nil {
		return err
	}
	var payable []string
	for _, line := range plan.Lines {
		if line.Blocked == "" {
			payable = append(payable, line.MemberID)
		}
	}
	if len(payable) == 0 {
		return nil
	}
	payment, err := s.app.Payments.Make(payable)
	if err != nil {
		return err
	}
	_, err = s.app.Payments.MarkPaid(PaidForm{PaymentID: payment.Row.ID, Day: s.today(), Reference: "Bank batch"})
	if err == nil && payment.Row.Number == 1 {
		err = s.sampleBonus()
	}
	return err
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
