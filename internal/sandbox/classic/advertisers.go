package classic

import (
	"encoding/xml"
	"net/url"
	"slices"
)

type advertisersXML struct {
	XMLName     xml.Name `xml:"cj-api"`
	Advertisers struct {
		Total       int             `xml:"total-matched,attr"`
		Returned    int             `xml:"records-returned,attr"`
		Page        int             `xml:"page-number,attr"`
		Advertisers []advertiserXML `xml:"advertiser"`
	} `xml:"advertisers"`
}

type advertiserXML struct {
	ID            string      `xml:"advertiser-id"`
	Status        string      `xml:"account-status"`
	SevenDayEPC   string      `xml:"seven-day-epc"`
	ThreeMonthEPC string      `xml:"three-month-epc"`
	Language      string      `xml:"language"`
	Name          string      `xml:"advertiser-name"`
	ProgramURL    string      `xml:"program-url"`
	Relationship  string      `xml:"relationship-status"`
	Mobile        bool        `xml:"mobile-tracking-certified"`
	Rank          string      `xml:"network-rank"`
	Parent        string      `xml:"primary-category>parent"`
	Child         string      `xml:"primary-category>child"`
	Incentives    bool        `xml:"performance-incentives"`
	Actions       []actionXML `xml:"actions>action"`
	LinkTypes     []string    `xml:"link-types>link-type"`
}

type actionXML struct {
	Name       string `xml:"name"`
	Type       string `xml:"type"`
	ID         string `xml:"id"`
	Commission string `xml:"commission>default"`
}

// LookUpAdvertisers answers GET /v2/advertiser-lookup (and /v3, which clients
// use as well). CJ wants to know for which publisher it is asked.
func (c Catalogue) LookUpAdvertisers(query url.Values) ([]byte, error) {
	p := readParameters(query)
	switch {
	case p["requestor-cid"] == "":
		return nil, refused("requestor-cid is a required parameter")
	case p["requestor-cid"] != c.PublisherCID:
		return nil, refused("Invalid requestor-cid: %s", p["requestor-cid"])
	}
	pages, err := p.page(25)
	if err != nil {
		return nil, err
	}
	var found []advertiserXML
	for _, a := range c.Advertisers {
		if len(p) > 1 && p.wantsAdvertiser(a) && p.wantsWords(a.Name, a.Category[0], a.Category[1]) && p.wantsName(a) {
			found = append(found, c.xml(a))
		}
	}
	var answer advertisersXML
	answer.Advertisers.Advertisers = cut(found, pages)
	answer.Advertisers.Total, answer.Advertisers.Returned, answer.Advertisers.Page = len(found), len(answer.Advertisers.Advertisers), pages.number
	return encode(answer)
}

// wantsName reads advertiser-name, which finds the program's address too.
func (p parameters) wantsName(a Advertiser) bool {
	name := parameters{"keywords": p["advertiser-name"]}
	return name.wantsWords(a.Name, a.ProgramURL)
}

func (c Catalogue) xml(a Advertiser) advertiserXML {
	x := advertiserXML{
		ID: a.CID, Name: a.Name, Status: "Active", SevenDayEPC: "N/A", ThreeMonthEPC: "N/A", Language: "en", ProgramURL: a.ProgramURL,
		Relationship: relationship(a), Mobile: true, Rank: "3", Parent: a.Category[0], Child: a.Category[1],
	}
	for _, action := range a.Actions {
		x.Actions = append(x.Actions, actionXML{Name: action.Name, Type: action.Type, ID: action.ID, Commission: action.Commission})
	}
	for _, link := range c.Links {
		if link.AdvertiserCID == a.CID && !slices.Contains(x.LinkTypes, link.Type) {
			x.LinkTypes = append(x.LinkTypes, link.Type)
		}
	}
	return x
}
