package sandbox

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"linkledger/internal/sandbox/classic"
	"linkledger/internal/sandbox/graphql"
	"linkledger/internal/sandbox/programs"
)

// The paths of CJ's APIs: those of CJ's hosts, but the programmes' own, whose
// path there is that of the commissions.
const (
	commissionsPath   = "/query"
	programsPath      = "/programs/query"
	linkSearchPath    = "/v2/link-search"
	lookupPath        = "/v2/advertiser-lookup"
	lookupPathV3      = "/v3/advertiser-lookup"
	ordersPath        = "/graphql"
	ordersTestingPath = "/graphqltest"
)

// Endpoints are the addresses of CJ's APIs below a base address.
type Endpoints struct {
	Commissions, Programs, Links, Advertisers, Orders, OrdersTest string
}

// EndpointsAt are the addresses of a sandbox that is served at base.
func EndpointsAt(base string) Endpoints {
	return Endpoints{
		Commissions: base + commissionsPath, Programs: base + programsPath, Links: base + linkSearchPath,
		Advertisers: base + lookupPath, Orders: base + ordersPath, OrdersTest: base + ordersTestingPath,
	}
}

// handlePrograms is CJ's programs.api.cj.com/query.
func (s *Sandbox) handlePrograms(w http.ResponseWriter, r *http.Request) {
	s.answerGraphQL(w, r, programsAPI, func(c call) graphql.Schema {
		return graphql.Schema{"query": func(f graphql.Field) (any, error) {
			var known []programs.Contract
			if c.caller == thePublisher {
				known = contracts()
			}
			return programs.Answer(f, publisherCID, known)
		}}
	})
}

// handleClassic is one of CJ's classic APIs, which answer in XML. Errors that
// aren't of the token are 400 here; CJ doesn't publish their status.
func (s *Sandbox) handleClassic(answer func(classic.Catalogue, url.Values) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, refused := s.receive(r, classicAPI)
		if refused != nil {
			refuseXML(w, r, refused)
			return
		}
		var catalogue classic.Catalogue
		if c.caller == thePublisher {
			catalogue = listing(origin(r))
		}
		text, err := answer(catalogue, r.URL.Query())
		if why, ok := errors.AsType[classic.Refused](err); ok {
			w.Header().Set("Content-Type", xmlType)
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write(classic.Fault(why.Message))
			return
		}
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		c.send(w, xmlType, text)
	}
}

const xmlType = "application/xml;charset=UTF-8"

// refuseXML says no in CJ's words for these APIs, which echo the key.
func refuseXML(w http.ResponseWriter, r *http.Request, why *refusal) {
	if why.status == http.StatusGatewayTimeout {
		http.Error(w, why.message, why.status)
		return
	}
	message := why.message
	switch message {
	case "Missing Token":
		message = "You must provide an Authorization header."
	case "Invalid Token", "Unauthorized":
		message = "Not Authenticated: " + shorten(r.Header.Get("Authorization"))
	}
	status := why.status
	if status == http.StatusOK { // errors inside an answer are GraphQL's way
		status = http.StatusUnauthorized
	}
	if why.retryAfter != "" {
		w.Header().Set("Retry-After", why.retryAfter)
	}
	w.Header().Set("Content-Type", xmlType)
	w.WriteHeader(status)
	_, _ = w.Write(classic.Fault(message))
}

// listing is what Link Search and Advertiser Lookup find.
func listing(base string) classic.Catalogue {
	sale := func(c string) []classic.Action {
		return []classic.Action{{ID: trackers()[0].ID, Name: trackers()[0].Name, Type: "advanced sale", Commission: c}}
	}
	c := classic.Catalogue{
		PublisherCID: publisherCID, PID: publisherPID,
		Advertisers: []classic.Advertiser{
			{CID: advertiserCID, Name: advertiserName, ProgramURL: base + "/shop/", Joined: true, Category: [2]string{"Home & Garden", "Furnishings"}, Actions: sale("10.00%")},
			{CID: "5000002", Name: "Northlight Paper", ProgramURL: "https://paper.example/", Category: [2]string{"Gifts & Flowers", "Stationery"}, Actions: sale("6.00%")},
		},
	}
	for _, ad := range everyAd() {
		c.Links = append(c.Links, classic.Link{
			ID: ad.AID, Name: ad.Name, Description: ad.Description, AdvertiserCID: ad.AdvertiserCID, Type: ad.Kind,
			Destination: base + ad.ProductPath(), ClickURL: base + ad.ClickPath(), DeepLinks: ad.DeepLinks,
			Commission: ad.CommissionRate + "%", PromotionType: ad.Promotion, Start: ad.PromotionStart, End: ad.PromotionEnd,
		})
	}
	c.Links = append(c.Links, classic.Link{
		ID: "15000101", Name: "Letter paper: text link", Description: "Paper for letters that are kept.", AdvertiserCID: "5000002",
		Type: textLink, Destination: "https://paper.example/", DeepLinks: true, Commission: "6%",
	})
	return c
}

// contracts are the terms that the brand has agreed with the publisher: the
// rates that commissions are worked out by.
func contracts() []programs.Contract {
	contract := programs.Contract{
		AdvertiserCID: advertiserCID, Status: "ACTIVE", Start: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), TermsID: "600001", Name: "Ambassador terms",
	}
	for _, t := range trackers() {
		action := programs.Action{ID: "7" + t.ID, TrackerID: t.ID, Name: t.Name, Type: "item_sale", ReferralDays: 30,
			LockingMethod: string(t.Method), LockingDays: t.Days}
		for _, ad := range catalogue() {
			rate := programs.Rate{Percent: ad.CommissionRate, ItemListID: ad.ItemList}
			if ad.ItemList != "" {
				rate.ItemList = ad.Product
			}
			action.Rates = append(action.Rates, rate)
		}
		contract.Actions = append(contract.Actions, action)
	}
	return []programs.Contract{contract}
}
