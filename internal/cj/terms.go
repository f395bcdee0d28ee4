package cj

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// ErrNoTerms says that CJ shows no contract with an advertiser.
var ErrNoTerms = errors.New("CJ shows no contract with this advertiser")

// termsQuery asks for the contracts with one advertiser. Ids stand in the text,
// since the types of their variables are not documented. Source: code that runs
// against programs.api.cj.com; its details, which CJ may refuse, can be left out.
func termsQuery(publisher, advertiser, action, rate string) string {
	return fmt.Sprintf(`{ publisher { contracts(publisherId: %q, limit: 100, filters: {advertiserId: %q}) {
  totalCount count resultList { startTime endTime status advertiserId programTerms { id name
    actionTerms { id actionTracker { id name type } %s commissions { rank %s rate { type value currency } } } } } } } }`,
		publisher, advertiser, action, rate)
}

// termsDetails are what termsQuery asks for beside the rates: all that clients
// ask for, what a copy of CJ's documentation has, nothing.
var termsDetails = []struct{ action, rate string }{
	{"referralPeriod lockingMethod { type durationInDays }", "situation { id name } itemList { id name } promotionalProperties { id name } isViewThrough"},
	{"referralPeriod lockingMethod { type durationInDays }", "situation { id name } itemList { id name }"},
	{},
}

type wireContracts struct {
	Publisher *struct {
		Contracts *struct {
			List []wireContract `json:"resultList"`
		} `json:"contracts"`
	} `json:"publisher"`
}

type wireContract struct {
	Start      loose `json:"startTime"`
	End        loose `json:"endTime"`
	Status     loose `json:"status"`
	Advertiser loose `json:"advertiserId"`
	Terms      *struct {
		ID      loose `json:"id"`
		Name    loose `json:"name"`
		Actions []struct {
			ID       loose                           `json:"id"`
			Tracker  *struct{ ID, Name, Type loose } `json:"actionTracker"`
			Referral loose                           `json:"referralPeriod"`
			Locking  *struct {
				Type loose `json:"type"`
				Days loose `json:"durationInDays"`
			} `json:"lockingMethod"`
			Rates []wireRate `json:"commissions"`
		} `json:"actionTerms"`
	} `json:"programTerms"`
}

type wireRate struct {
	Rank        loose   `json:"rank"`
	Situation   loose   `json:"situation"`
	ItemList    loose   `json:"itemList"`
	Properties  []loose `json:"promotionalProperties"`
	ViewThrough loose   `json:"isViewThrough"`
	Rate        *struct {
		Type     loose `json:"type"`
		Value    loose `json:"value"`
		Currency loose `json:"currency"`
	} `json:"rate"`
}

// Terms reads what an advertiser pays the account: of several contracts the
// active one, else the latest. ErrNoTerms when there is none; other errors are
// those of PostedPages. What CJ leaves out is left out.
func (c *Client) Terms(ctx context.Context, advertiserID string) (affiliate.Terms, error) {
	if err := c.publishersOnly("programme terms"); err != nil {
		return affiliate.Terms{}, err
	}
	if !isNumber(advertiserID) {
		return affiliate.Terms{}, fmt.Errorf("%q is not an advertiser's CID: give its number at CJ, such as 5000001", shorten(advertiserID))
	}
	var contracts []affiliate.Terms
	var err error
	for _, details := range termsDetails {
		if contracts, err = c.contracts(ctx, termsQuery(c.cid, advertiserID, details.action, details.rate)); !errors.Is(err, errGrammar) {
			break
		}
	}
	if err != nil {
		return affiliate.Terms{}, err
	}
	contracts = slices.DeleteFunc(contracts, func(t affiliate.Terms) bool { return t.AdvertiserID != advertiserID })
	if len(contracts) == 0 {
		return affiliate.Terms{}, fmt.Errorf("%w (CID %s): check at CJ that the account has joined its programme", ErrNoTerms, advertiserID)
	}
	return slices.MaxFunc(contracts, func(a, b affiliate.Terms) int {
		if active := a.Status == affiliate.TermsActive; active != (b.Status == affiliate.TermsActive) {
			if active {
				return 1
			}
			return -1
		}
		return a.Start.Compare(b.Start)
	}), nil
}

func (c *Client) contracts(ctx context.Context, query string) (all []affiliate.Terms, err error) {
	err = c.askGraphQL(ctx, c.apis.Programs, request{Query: query}, func(resp *http.Response, answer []byte) error {
		var data wireContracts
		if err := c.readGraphQL(resp, answer, &data); err != nil {
			return err
		}
		if data.Publisher == nil || data.Publisher.Contracts == nil {
			return unexpected("the answer has no contracts")
		}
		for _, w := range data.Publisher.Contracts.List {
			all = append(all, w.terms())
		}
		return nil
	})
	return all, err
}

func (w wireContract) terms() affiliate.Terms {
	t := affiliate.Terms{AdvertiserID: string(w.Advertiser), Status: strings.ToUpper(string(w.Status)), Start: w.Start.time(), End: w.End.time()}
	if w.Terms == nil {
		return t
	}
	t.ID, t.Name = string(w.Terms.ID), string(w.Terms.Name)
	for _, a := range w.Terms.Actions {
		action := affiliate.TermsAction{TrackerID: string(a.ID), ReferralDays: a.Referral.count()}
		if a.Tracker != nil {
			action.TrackerID, action.Name, action.Type = string(a.Tracker.ID), string(a.Tracker.Name), string(a.Tracker.Type)
		}
		if a.Locking != nil {
			action.LockingMethod, action.LockingDays = strings.ToUpper(string(a.Locking.Type)), a.Locking.Days.count()
		}
		for _, r := range a.Rates {
			if rate, ok := r.rate(); ok {
				action.Rates = append(action.Rates, rate)
			}
		}
		t.Actions = append(t.Actions, action)
	}
	return t
}

// rate is the rate in one form: 8, 8.0 and "8.00" are the same.
func (w wireRate) rate() (affiliate.TermsRate, bool) {
	if w.Rate == nil {
		return affiliate.TermsRate{}, false
	}
	value, err := money.ParseDecimal(string(w.Rate.Value))
	if err != nil {
		return affiliate.TermsRate{}, false
	}
	r := affiliate.TermsRate{Rank: w.Rank.count(), Situation: string(w.Situation), ItemList: string(w.ItemList), ViewThrough: w.ViewThrough == "true",
		Kind: strings.ToUpper(string(w.Rate.Type)), Value: value.String(), Currency: string(w.Rate.Currency)}
	names := make([]string, len(w.Properties))
	for i, p := range w.Properties {
		names[i] = string(p)
	}
	slices.Sort(names)
	r.Property = strings.Join(names, ", ")
	return r, true
}
