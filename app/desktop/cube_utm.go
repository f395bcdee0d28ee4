package desktop

import (
	"net/url"
	"strings"

	"linkledger/internal/affiliate"
)

// utmTags works out which UTMs a link's clicks arrive with.
type utmTags struct {
	public    publicValues
	templates map[utmPage][5]string
}

// utmPage is what the UTMs of a link follow from but for its member.
type utmPage struct {
	offer affiliate.OfferID
	page  string
}

// utmNames are the five that count everywhere, in the order of report.LinkEntry.
var utmNames = [5]string{"utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"}

// of are the UTMs of a link; what differs from click to click stays a macro.
func (u *utmTags) of(link affiliate.Link) [5]string {
	key := utmPage{link.OfferID, link.Page}
	tags, known := u.templates[key]
	if !known {
		tags = utmTemplates(u.public.offers[link.OfferID], link.Page)
		u.templates[key] = tags
	}
	var fill *strings.Replacer
	for i, template := range tags {
		if !strings.Contains(template, "{") {
			continue
		}
		if fill == nil {
			fill = u.fill(link)
		}
		tags[i] = fill.Replace(template)
	}
	return tags
}

// utmTemplates are the UTMs of a page as they are entered: what the page itself
// has goes before the offer's, as it does on the way there.
func utmTemplates(offer affiliate.Offer, page string) (tags [5]string) {
	if page == "" {
		page = offer.Landing
	}
	_, query, _ := strings.Cut(page, "?")
	query, _, _ = strings.Cut(query, "#")
	own := map[string]string{}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		if name = strings.ToLower(name); own[name] == "" {
			own[name] = value
		}
	}
	for i, name := range utmNames {
		for _, utm := range offer.UTMs {
			if strings.EqualFold(utm.Name, name) {
				tags[i] = utm.Value
			}
		}
		if value, has := own[name]; has {
			tags[i] = value
		}
	}
	return tags
}

// fill puts in what is the same for all clicks of a link.
func (u *utmTags) fill(link affiliate.Link) *strings.Replacer {
	pairs := []string{"{member_id}", string(link.MemberID), "{affiliate_id}", string(link.MemberID), "{offer_id}", string(link.OfferID)}
	values := u.public.of(link)
	for _, name := range affiliate.Variables() {
		pairs = append(pairs, "{"+name+"}", values[name])
	}
	return strings.NewReplacer(pairs...)
}
