package classic

import (
	"encoding/xml"
	"net/url"
	"strconv"
	"time"
)

type linksXML struct {
	XMLName xml.Name `xml:"cj-api"`
	Links   struct {
		Total    int       `xml:"total-matched,attr"`
		Returned int       `xml:"records-returned,attr"`
		Page     int       `xml:"page-number,attr"`
		Links    []linkXML `xml:"link"`
	} `xml:"links"`
}

// linkXML has CJ's elements in CJ's order. clickUrl is the one that isn't
// written with hyphens.
type linkXML struct {
	AdvertiserID     string `xml:"advertiser-id"`
	AdvertiserName   string `xml:"advertiser-name"`
	Category         string `xml:"category"`
	ClickCommission  string `xml:"click-commission"`
	Height           int    `xml:"creative-height"`
	Width            int    `xml:"creative-width"`
	Language         string `xml:"language"`
	LeadCommission   string `xml:"lead-commission"`
	HTML             string `xml:"link-code-html"`
	JavaScript       string `xml:"link-code-javascript"`
	Description      string `xml:"description"`
	Destination      string `xml:"destination"`
	ID               string `xml:"link-id"`
	Name             string `xml:"link-name"`
	Type             string `xml:"link-type"`
	AllowDeepLinking bool   `xml:"allow-deep-linking"`
	Incentive        bool   `xml:"performance-incentive"`
	End              string `xml:"promotion-end-date"`
	Start            string `xml:"promotion-start-date"`
	PromotionType    string `xml:"promotion-type"`
	Coupon           string `xml:"coupon-code"`
	Relationship     string `xml:"relationship-status"`
	SaleCommission   string `xml:"sale-commission"`
	SevenDayEPC      string `xml:"seven-day-epc"`
	ThreeMonthEPC    string `xml:"three-month-epc"`
	ClickURL         string `xml:"clickUrl"`
}

// SearchLinks answers GET /v2/link-search. CJ wants the property that the links
// are for as website-id, and finds nothing for a call that asks for nothing
// else.
func (c Catalogue) SearchLinks(query url.Values) ([]byte, error) {
	p := readParameters(query)
	switch {
	case p["website-id"] == "":
		return nil, refused("website-id is a required parameter")
	case p["website-id"] != c.PID:
		return nil, refused("Invalid website-id: %s", p["website-id"])
	}
	pages, err := p.page(100)
	if err != nil {
		return nil, err
	}
	var found []linkXML
	for _, link := range c.Links {
		if a := c.advertiser(link.AdvertiserCID); len(p) > 1 && p.wantsLink(link, a) {
			found = append(found, link.xml(a))
		}
	}
	var answer linksXML
	answer.Links.Links = cut(found, pages)
	answer.Links.Total, answer.Links.Returned, answer.Links.Page = len(found), len(answer.Links.Links), pages.number
	return encode(answer)
}

func (p parameters) wantsLink(l Link, a Advertiser) bool {
	return p.wantsAdvertiser(a) && p.wantsWords(l.Name, l.Description, a.Name) &&
		p.is("link-type", l.Type) && p.is("promotion-type", l.PromotionType) && p.is("link-id", l.ID) &&
		p.is("allow-deep-linking", strconv.FormatBool(l.DeepLinks)) && p.is("language", "en")
}

func (l Link) xml(a Advertiser) linkXML {
	x := linkXML{
		AdvertiserID: a.CID, AdvertiserName: a.Name, Category: a.Category[1], ClickCommission: "0.0",
		Height: l.Height, Width: l.Width, Language: "en",
		HTML:        `<a href="` + l.ClickURL + `" target="_top">` + l.Name + `</a>`,
		Description: l.Description, Destination: l.Destination, ID: l.ID, Name: l.Name, Type: l.Type,
		AllowDeepLinking: l.DeepLinks, Start: day(l.Start), End: day(l.End), PromotionType: l.PromotionType, Coupon: l.Coupon,
		Relationship: relationship(a), SaleCommission: l.Commission, SevenDayEPC: "N/A", ThreeMonthEPC: "N/A",
	}
	if x.PromotionType == "" {
		x.PromotionType = "N/A"
	}
	if a.Joined {
		x.ClickURL = l.ClickURL
	} else {
		x.HTML = ""
	}
	return x
}

func relationship(a Advertiser) string {
	if a.Joined {
		return "joined"
	}
	return "notjoined"
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05.0")
}

func encode(answer any) ([]byte, error) {
	text, err := xml.MarshalIndent(answer, "", "  ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), text...), nil
}

// Fault is the XML in which CJ says why there is no answer.
func Fault(message string) []byte {
	text, _ := encode(struct { // a text always has XML
		XMLName xml.Name `xml:"cj-api"`
		Message string   `xml:"error-message"`
	}{Message: message})
	return text
}
