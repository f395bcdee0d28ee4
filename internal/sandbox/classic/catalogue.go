// Package classic is CJ's classic REST APIs in XML: Link Search and Advertiser
// Lookup, over a catalogue that it is given.
//
// It must not know how a call arrives: HTTP, tokens and limits are the
// sandbox's. Sources: CJ's documentation of the two, and answers in the tests of
// clients.
package classic

import "time"

// Catalogue is what can be found.
type Catalogue struct {
	PublisherCID string
	PID          string // the promotional property, which is the website-id
	Advertisers  []Advertiser
	Links        []Link
}

// Advertiser is a brand's programme at CJ.
type Advertiser struct {
	CID, Name, ProgramURL string
	Joined                bool
	Category              [2]string // parent and child
	Actions               []Action
}

// Action is what an advertiser pays for.
type Action struct {
	ID, Name, Type string
	Commission     string // such as "10.00%"
}

// Link is one of a programme's links.
type Link struct {
	ID, Name, Description string
	AdvertiserCID         string
	Type                  string // "Text Link", "Banner" …
	Destination, ClickURL string
	DeepLinks             bool
	Commission            string // on a sale, such as "10.00%"
	Width, Height         int    // of a banner
	PromotionType         string // "" for no promotion
	Coupon                string
	Start, End            time.Time // of the promotion; zero for none
}

func (c Catalogue) advertiser(cid string) Advertiser {
	for _, a := range c.Advertisers {
		if a.CID == cid {
			return a
		}
	}
	return Advertiser{CID: cid}
}
