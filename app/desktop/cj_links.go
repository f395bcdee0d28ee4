package desktop

import (
	"context"
	"errors"
	"net/url"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// SearchLinks looks for links to promote.
func (c *CJ) SearchLinks(form LinkSearchForm) (LinkSearchPage, error) {
	return do(c.app, func(s *session) (LinkSearchPage, error) {
		client, w, err := s.publisher(context.Background())
		if err != nil {
			return LinkSearchPage{}, err
		}
		if w.PID == "" {
			return LinkSearchPage{}, affiliate.Errorf(affiliate.Invalid, "CJ searches links for a promotional property, and none is set up.").
				WithHint("Enter the PID under Settings.")
		}
		query := cj.LinkQuery{PID: w.PID, Keywords: clean(form.Keywords), Page: max(form.Page, 1)}
		if id := clean(form.AdvertiserID); id != "" {
			if !isNumber(id) {
				return LinkSearchPage{}, field("advertiserId", "Enter the advertiser's number at CJ (CID).")
			}
			query.Advertisers = []string{id}
		}
		found, err := client.SearchLinks(s.ctx, query)
		if err != nil {
			return LinkSearchPage{}, err
		}
		page := LinkSearchPage{Links: make([]CJLinkView, 0, len(found.Links)), Total: found.Total, Page: found.Page, Pages: found.Pages}
		for _, link := range found.Links {
			page.Links = append(page.Links, s.viewLink(link, w.PID))
		}
		return page, nil
	})
}

func (s *session) viewLink(l cj.Link, pid string) CJLinkView {
	v := CJLinkView{AID: l.ID, Name: l.Name, Description: l.Description, Type: l.Type, AdvertiserID: l.AdvertiserID, AdvertiserName: l.AdvertiserName,
		Destination: l.Destination, Commission: l.Commission, DeepLinks: l.AllowDeepLink, Ends: l.Ends}
	if offerURL, err := cj.BuildDeepLink(s.reachable(l), pid, ""); err == nil {
		v.OfferURL = offerURL
	}
	return v
}

// reachable is a link of the simulated CJ with its address in practice mode: a
// link of CJ's own host would leave it.
func (s *session) reachable(l cj.Link) cj.Link {
	if s.world != nil && l.ClickURL == "" {
		l.ClickURL, _ = cj.BuildClick(s.world.ShopURL(), s.world.CJ().PID, l.ID, "", "")
	}
	return l
}

// OfferURL makes an offer's URL of a CJ link and a page of the shop.
func (c *CJ) OfferURL(form DeepLinkForm) (string, error) {
	return do(c.app, func(s *session) (string, error) {
		ctx := context.Background()
		w, err := s.store.Workspace(ctx)
		if err != nil {
			return "", err
		}
		aid, destination := clean(form.AID), clean(form.Destination)
		switch {
		case !isNumber(aid):
			return "", field("aid", "Enter the link's number at CJ (AID), such as 15000001.")
		case w.PID == "":
			return "", field("aid", "Enter the PID under Settings first: CJ's links carry it.")
		case destination != "" && !s.isPage(destination):
			return "", field("destination", "Enter the address of a page of the shop, such as https://shop.example/mug.")
		}
		made, err := cj.BuildDeepLink(s.reachable(cj.Link{ID: aid, AllowDeepLink: form.DeepLinks}), w.PID, destination)
		if errors.Is(err, cj.ErrNoDeepLink) {
			return "", field("destination", sentence(err.Error()))
		}
		if err != nil {
			return "", field("aid", sentence(err.Error()))
		}
		return made, nil
	})
}

// isPage reports whether a text is the address of a web page; practice mode's
// shop has no certificate.
func (s *session) isPage(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "https" || s.world != nil && u.Scheme == "http")
}
