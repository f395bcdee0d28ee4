package cj

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
)

// Advertiser is a programme at CJ.
type Advertiser struct {
	ID       string // its CID
	Name     string
	URL      string
	Status   string // "Active" or "Deactive", of joined ones only
	Joined   bool
	Category string
	Actions  []AdvertisedAction
}

// AdvertisedAction is what a programme pays for, by its default terms.
type AdvertisedAction struct {
	ID, Name, Type string
	Commission     string // such as "5.00%"
}

type xmlAdvertised struct {
	xmlPage
	Advertisers []struct {
		ID           string `xml:"advertiser-id"`
		Name         string `xml:"advertiser-name"`
		URL          string `xml:"program-url"`
		Status       string `xml:"account-status"`
		Relationship string `xml:"relationship-status"`
		Category     struct {
			Parent string `xml:"parent"`
			Child  string `xml:"child"`
		} `xml:"primary-category"`
		Actions []struct {
			ID      string `xml:"id"`
			Name    string `xml:"name"`
			Type    string `xml:"type"`
			Default string `xml:"commission>default"`
		} `xml:"actions>action"`
	} `xml:"advertiser"`
}

// Advertisers looks programmes up: by their CIDs, or all that the account has
// joined. It reads as many pages as there are. Errors are those of PostedPages.
//
// Source: CJ's documentation of Advertiser Lookup v2; newer clients ask v3,
// which is tried where there is no v2.
func (c *Client) Advertisers(ctx context.Context, ids ...string) ([]Advertiser, error) {
	if err := c.publishersOnly("programmes"); err != nil {
		return nil, err
	}
	const perPage, maxPages = 100, 20
	address := c.apis.Advertisers
	var all []Advertiser
	for number := 1; number <= maxPages; number++ {
		query := url.Values{"requestor-cid": {c.cid}, "advertiser-ids": {cmp.Or(strings.Join(ids, ","), "joined")},
			"page-number": {strconv.Itoa(number)}, "records-per-page": {strconv.Itoa(perPage)}}
		total, returned := 0, 0
		read := func(a xmlAnswer) error {
			if a.Advertisers == nil {
				return unexpected("the answer has no advertisers")
			}
			total, returned = count(a.Advertisers.Total), len(a.Advertisers.Advertisers)
			all = append(all, a.Advertisers.list()...)
			return nil
		}
		err := c.askXML(ctx, address, query, read)
		if third := strings.Replace(address, "/v2/", "/v3/", 1); errors.Is(err, errNoSuchAddress) && third != address {
			address = third
			err = c.askXML(ctx, address, query, read)
		}
		if err != nil {
			return nil, err
		}
		if returned == 0 || number*perPage >= total {
			break
		}
	}
	return all, nil
}

func (x *xmlAdvertised) list() (all []Advertiser) {
	for _, a := range x.Advertisers {
		found := Advertiser{ID: plainText(a.ID), Name: plainText(a.Name), URL: plainText(a.URL), Status: plainText(a.Status),
			Joined: strings.EqualFold(plainText(a.Relationship), "joined"), Category: cmp.Or(plainText(a.Category.Child), plainText(a.Category.Parent))}
		for _, action := range a.Actions {
			found.Actions = append(found.Actions, AdvertisedAction{ID: plainText(action.ID), Name: plainText(action.Name),
				Type: plainText(action.Type), Commission: plainText(action.Default)})
		}
		if isNumber(found.ID) {
			all = append(all, found)
		}
	}
	return all
}
