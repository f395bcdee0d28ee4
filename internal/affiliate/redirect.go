package affiliate

// Redirect is where a link leads: a destination, and the page that it lands on
// where the destination says {landing_page}.
type Redirect struct {
	destination Destination
	landing     Destination
	// page is the landing page filled, where it has no macros to fill.
	page string
}

// NewRedirect prepares a redirect of checked URLs, or says what is wrong with
// their macros. What a followed link passes on goes onto the landing page, if
// there is one: a network's own link passes nothing on.
func NewRedirect(destination, page, query string, passThrough []string) (Redirect, error) {
	var r Redirect
	var err error
	if !holdsMacro(destination, MacroLandingPage) {
		r.destination, err = ParseDestination(destination, passThrough)
		return r, err
	}
	if r.destination, err = ParseDestination(destination, nil); err != nil {
		return Redirect{}, err
	}
	if r.landing, err = ParseDestination(JoinLanding(page, query), passThrough); err != nil {
		return Redirect{}, err
	}
	if r.landing.isPlain() {
		r.page = string(r.landing.Append(nil, &MacroValues{}))
	}
	return r, nil
}

// isPlain reports whether it is the same for every click.
func (d *Destination) isPlain() bool {
	for _, parts := range [][]urlPart{d.head, d.tail} {
		for i := range parts {
			if parts[i].macro != nil {
				return false
			}
		}
	}
	return len(d.pass) == 0
}

// HasLanding reports whether links can have pages of their own.
func (r *Redirect) HasLanding() bool { return r.destination.HasLanding() }

// ReadsQuery reports whether filling it needs the followed link's query.
func (r *Redirect) ReadsQuery() bool { return r.destination.ReadsQuery() || r.landing.ReadsQuery() }

// Append writes the filled URL at the end of b. It sets the values' landing
// page.
func (r *Redirect) Append(b []byte, v *MacroValues) []byte {
	if v.LandingPage = r.page; v.LandingPage == "" && r.HasLanding() {
		v.LandingPage = string(r.landing.Append(nil, v))
	}
	return r.destination.Append(b, v)
}
