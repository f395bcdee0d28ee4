package cj

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// LinkQuery is what to look for. At least one of Keywords, Advertisers and AID
// narrows; without any it is all links of the advertisers that the account has
// joined.
type LinkQuery struct {
	PID         string   // the promotional property that click links are for
	Keywords    string   // in names, descriptions and advertisers; +word must be there, -word must not
	Advertisers []string // CIDs; empty are the joined ones
	AID         string   // one link
	DeepLinks   bool     // only links whose landing page may be chosen
	Page        int      // from 1
}

// Link is one of an advertiser's links (ads) at CJ, in CJ's own words.
type Link struct {
	ID             string // the AID
	Name           string
	Description    string
	Type           string // such as "Text Link" or "Banner"
	AdvertiserID   string
	AdvertiserName string
	// Destination is the landing page as the advertiser entered it. It may be a
	// link of another network, so it is for showing: lead people to ClickURL.
	Destination   string
	ClickURL      string // empty where the account may not promote it
	AllowDeepLink bool   // any page of the advertiser may be the landing page
	Joined        bool
	Commission    string // such as "5.00% of a sale"
	Coupon        string
	Language      string
	Starts, Ends  string // of the promotion; empty when it has none
}

// LinkPage is a part of what was found.
type LinkPage struct {
	Links              []Link
	Total, Page, Pages int
}

const linksPerPage = 50

type xmlLinks struct {
	xmlPage
	Links []xmlLink `xml:"link"`
}

type xmlLink struct {
	ID             string `xml:"link-id"`
	Name           string `xml:"link-name"`
	Description    string `xml:"description"`
	Type           string `xml:"link-type"`
	AdvertiserID   string `xml:"advertiser-id"`
	AdvertiserName string `xml:"advertiser-name"`
	Destination    string `xml:"destination"`
	ClickURL       string `xml:"clickUrl"`  // CJ's documentation
	ClickURL2      string `xml:"click-url"` // as some clients have it
	DeepLinking    string `xml:"allow-deep-linking"`
	Relationship   string `xml:"relationship-status"`
	Sale           string `xml:"sale-commission"`
	Lead           string `xml:"lead-commission"`
	Click          string `xml:"click-commission"`
	Coupon         string `xml:"coupon-code"`
	Language       string `xml:"language"`
	Starts         string `xml:"promotion-start-date"`
	Ends           string `xml:"promotion-end-date"`
}

// SearchLinks looks for links to promote. Errors are those of PostedPages.
//
// Source: CJ's documentation of Link Search v2.
func (c *Client) SearchLinks(ctx context.Context, q LinkQuery) (LinkPage, error) {
	if err := c.publishersOnly("links to promote"); err != nil {
		return LinkPage{}, err
	}
	query := url.Values{"advertiser-ids": {cmp.Or(strings.Join(q.Advertisers, ","), "joined")},
		"page-number": {strconv.Itoa(max(q.Page, 1))}, "records-per-page": {strconv.Itoa(linksPerPage)}}
	for name, value := range map[string]string{"website-id": q.PID, "keywords": strings.TrimSpace(q.Keywords), "link-Id": q.AID} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if q.DeepLinks {
		query.Set("allow-deep-linking", "true")
	}
	var found LinkPage
	err := c.askXML(ctx, c.apis.Links, query, func(a xmlAnswer) error {
		if a.Links == nil {
			return unexpected("the answer has no links")
		}
		found = LinkPage{Total: count(a.Links.Total), Page: max(count(a.Links.Page), 1)}
		for _, l := range a.Links.Links {
			if link := l.link(); isNumber(link.ID) {
				found.Links = append(found.Links, link)
			}
		}
		found.Total = max(found.Total, len(found.Links))
		found.Pages = max(1, (found.Total+linksPerPage-1)/linksPerPage)
		return nil
	})
	return found, err
}

func (l xmlLink) link() Link {
	link := Link{ID: strings.TrimSpace(l.ID), Name: plainText(l.Name), Description: plainText(l.Description), Type: plainText(l.Type),
		AdvertiserID: plainText(l.AdvertiserID), AdvertiserName: plainText(l.AdvertiserName),
		Destination: plainText(l.Destination), ClickURL: plainText(cmp.Or(l.ClickURL, l.ClickURL2)),
		AllowDeepLink: slices.Contains([]string{"true", "yes", "1"}, strings.ToLower(plainText(l.DeepLinking))),
		Joined:        strings.EqualFold(plainText(l.Relationship), "joined"),
		Coupon:        plainText(l.Coupon), Language: plainText(l.Language), Starts: plainText(l.Starts), Ends: plainText(l.Ends)}
	if _, err := ParseClick(link.ClickURL); err != nil {
		link.ClickURL = ""
	}
	var paid []string
	for _, c := range []struct{ amount, of string }{{l.Sale, "of a sale"}, {l.Lead, "for a lead"}, {l.Click, "for a click"}} {
		if amount := plainText(c.amount); strings.Trim(amount, "0.,% ") != "" {
			paid = append(paid, amount+" "+c.of)
		}
	}
	link.Commission = strings.Join(paid, ", ")
	return link
}

// plainText is a text of CJ on one line, at most as long as a screen shows.
// "N/A" says nothing.
func plainText(text string) string {
	const most = 2000
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "�")), " ")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	if strings.EqualFold(text, "n/a") {
		return ""
	}
	return text
}
