package sandbox

import (
	"slices"
	"strings"
	"time"
)

// Fault names a way in which the stand-ins can be told to misbehave.
type Fault string

// The faults, in the order of the walk from click to payment.
const (
	MaskedLink        Fault = "masked-link"
	LostSID           Fault = "lost-sid"
	Relationship      Fault = "expired-relationship"
	RedirectLoop      Fault = "redirect-loop"
	PrivateRedirect   Fault = "private-redirect"
	GonePage          Fault = "gone-page"
	Soft404           Fault = "soft-404"
	SoldOut           Fault = "sold-out"
	HomeRedirect      Fault = "home-redirect"
	StrippedQuery     Fault = "stripped-query"
	InAppStripped     Fault = "in-app-stripped"
	OverwrittenEvent  Fault = "overwritten-cjevent"
	OverwrittenUTMs   Fault = "overwritten-utms"
	NoCookie          Fault = "no-cookie"
	NoS2S             Fault = "no-s2s"
	WrongSID          Fault = "wrong-sid"
	WrongRate         Fault = "wrong-rate"
	DoubleSale        Fault = "double-sale"
	DeclinedSale      Fault = "declined-sale"
	NoPostback        Fault = "no-postback"
	WrongToken        Fault = "wrong-token"
	UnexpandedMacros  Fault = "unexpanded-macros"
	WrongUnit         Fault = "wrong-unit"
	WrongCurrency     Fault = "wrong-currency"
	WrongPayout       Fault = "wrong-payout"
	DuplicatePostback Fault = "duplicate-postback"
	NeverLocks        Fault = "never-locks"
	NoPayment         Fault = "no-payment"
	DeclinedStands    Fault = "declined-stands"
	LatePostback      Fault = "late-postback"
	OutOfOrder        Fault = "postbacks-out-of-order"
	MissingFields     Fault = "missing-fields"
	API401            Fault = "api-401"
	APITokenError     Fault = "api-token-error"
	API429            Fault = "api-429"
	API504            Fault = "api-504"
	APITruncated      Fault = "api-truncated"
	API429Later       Fault = "api-429-retry-after"
	APIThrottle       Fault = "api-throttle"
	APISlow           Fault = "api-slow"
	APIError          Fault = "api-error"
	APIUnauthorized   Fault = "api-unauthorized"
	APINoRights       Fault = "api-no-rights"
	APIDuplicatePage  Fault = "api-duplicate-page"
	APICircular       Fault = "api-circular-cursor"
	APIBadRow         Fault = "api-bad-row"
)

// The parts of the chain, in its order.
const (
	PartWay       = "From the click to the order"
	PartPostbacks = "Postbacks"
	PartMoney     = "Locking and paying"
	PartAPIs      = "CJ's APIs"
)

// FaultInfo is a fault as a person sees it.
type FaultInfo struct {
	Name        Fault
	Part        string // of the chain, as a head over its faults
	Description string
	On          bool
}

// faultTable is the whole set: what isn't in it can't be switched on.
func faultTable() []FaultInfo {
	return []FaultInfo{
		{Name: MaskedLink, Part: PartWay, Description: "A shortener shows the brand's page in a frame of its own instead of redirecting to it."},
		{Name: LostSID, Part: PartWay, Description: "CJ records clicks without the sid that they came with."},
		{Name: Relationship, Part: PartWay, Description: "CJ shows a page of its own, since the brand has ended the relationship with the publisher account."},
		{Name: RedirectLoop, Part: PartWay, Description: "The brand's site redirects its pages to themselves, without end."},
		{Name: PrivateRedirect, Part: PartWay, Description: "The brand's site redirects to an address in its own network, such as a staging site's."},
		{Name: GonePage, Part: PartWay, Description: "The product page is gone: the shop answers with status 404."},
		{Name: Soft404, Part: PartWay, Description: "The product page is gone, and the shop says so with status 200."},
		{Name: SoldOut, Part: PartWay, Description: "The product page says that the product is sold out."},
		{Name: HomeRedirect, Part: PartWay, Description: "The brand's site sends visitors of its product pages to its front page."},
		{Name: InAppStripped, Part: PartWay, Description: "The brand's site drops the query string for visitors who come in Instagram's own browser."},
		{Name: StrippedQuery, Part: PartWay, Description: "The brand's site redirects to its landing page without the query string, so that cjevent and the UTMs are lost."},
		{Name: OverwrittenEvent, Part: PartWay, Description: "A script of another affiliate on the brand's site puts its own cjevent in place of the one that CJ gave."},
		{Name: OverwrittenUTMs, Part: PartWay, Description: "The brand's site puts its own UTMs in place of those that a link brings."},
		{Name: NoCookie, Part: PartWay, Description: "The shop doesn't keep cjevent in its cje cookie, so that an order can't be traced to a click."},
		{Name: NoS2S, Part: PartWay, Description: "The shop takes the order but never calls CJ."},
		{Name: WrongSID, Part: PartWay, Description: "CJ passes on another sid than the click had, in the postback and in the commission."},
		{Name: WrongRate, Part: PartWay, Description: "CJ pays 1 % whatever the programme's terms say."},
		{Name: DoubleSale, Part: PartWay, Description: "The shop reports each order to CJ twice, the second time under a number of its own."},
		{Name: DeclinedSale, Part: PartWay, Description: "The brand takes each sale back at CJ as soon as it is recorded, as some do with test orders."},
		{Name: NoPostback, Part: PartPostbacks, Description: "CJ records the sale but never sends the postback."},
		{Name: WrongToken, Part: PartPostbacks, Description: "CJ's account manager pasted a postback URL with a wrong token."},
		{Name: UnexpandedMacros, Part: PartPostbacks, Description: "CJ sends the postback template literally, with its macros not filled."},
		{Name: WrongUnit, Part: PartPostbacks, Description: "The postback gives amounts in cents where dollars are expected."},
		{Name: WrongCurrency, Part: PartPostbacks, Description: "The postback gives another currency than CJ pays in."},
		{Name: WrongPayout, Part: PartPostbacks, Description: "The postback gives twice the commission that CJ pays."},
		{Name: DuplicatePostback, Part: PartPostbacks, Description: "CJ sends each postback twice."},
		{Name: LatePostback, Part: PartPostbacks, Description: "CJ sends each postback a day late."},
		{Name: OutOfOrder, Part: PartPostbacks, Description: "CJ sends every second postback an hour later, after those that follow it."},
		{Name: MissingFields, Part: PartPostbacks, Description: "CJ sends the postbacks without sale amount and commission."},
		{Name: NeverLocks, Part: PartMoney, Description: "The locking date passes and CJ doesn't lock the commission."},
		{Name: NoPayment, Part: PartMoney, Description: "CJ locks commissions but pays nothing on the 1st."},
		{Name: DeclinedStands, Part: PartMoney, Description: "CJ marks a declined action as declined, and adds no row that takes its amounts back."},
		{Name: API401, Part: PartAPIs, Description: "The Commission API refuses the access token with status 401."},
		{Name: APITokenError, Part: PartAPIs, Description: "The Commission API refuses the access token with status 200 and an error in the body."},
		{Name: API429, Part: PartAPIs, Description: "The Commission API says that it was called too often (status 429)."},
		{Name: API504, Part: PartAPIs, Description: "The Commission API doesn't answer in time (status 504)."},
		{Name: APITruncated, Part: PartAPIs, Description: "The Commission API's answer breaks off in the middle."},
		{Name: API429Later, Part: PartAPIs, Description: "CJ's APIs say that they were called too often (status 429), and when to come again."},
		{Name: APIThrottle, Part: PartAPIs, Description: "CJ's APIs count the calls: 200 in five minutes, 25 in a minute for links and advertisers, and status 429 for more."},
		{Name: APISlow, Part: PartAPIs, Description: "CJ's APIs don't answer until this is switched off."},
		{Name: APIError, Part: PartAPIs, Description: "CJ's APIs answer with status 200 and an error of their own in the body."},
		{Name: APIUnauthorized, Part: PartAPIs, Description: "CJ's APIs know the access token, and answer with status 200 that it may not do this."},
		{Name: APINoRights, Part: PartAPIs, Description: "CJ's APIs know the access token, and give it the data of nobody."},
		{Name: APIDuplicatePage, Part: PartAPIs, Description: "The Commission API begins a page with rows of the page before."},
		{Name: APICircular, Part: PartAPIs, Description: "The Commission API says that the next page begins where this one did."},
		{Name: APIBadRow, Part: PartAPIs, Description: "The Commission API gives the first row of each answer without its locking date, against its own schema."},
	}
}

// Faults are all faults there are, and which of them are on.
func (s *Sandbox) Faults() []FaultInfo {
	return read(s, func(st *state) []FaultInfo {
		table := faultTable()
		for i := range table {
			table[i].On = st.Faults[table[i].Name]
		}
		return table
	})
}

// SetFault switches a fault on or off from now on. An unknown name is an error
// that lists the known ones.
func (s *Sandbox) SetFault(name Fault, on bool) error {
	table := faultTable()
	if !slices.ContainsFunc(table, func(f FaultInfo) bool { return f.Name == name }) {
		known := make([]string, len(table))
		for i, f := range table {
			known[i] = string(f.Name)
		}
		return missing("there is no fault %q: choose one of %s", shorten(string(name)), strings.Join(known, ", "))
	}
	return s.change(func(st *state, _ time.Time) error {
		if on {
			st.Faults[name] = true
		} else {
			delete(st.Faults, name)
		}
		return nil
	})
}

func (s *Sandbox) fault(name Fault) bool {
	return read(s, func(st *state) bool { return st.Faults[name] })
}
