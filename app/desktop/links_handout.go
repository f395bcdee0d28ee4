package desktop

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/handout"
)

// noteLetter keeps the letter that was used last, on this computer.
const noteLetter = "letter"

var firstLetter = LetterForm{
	Subject: "Your {brand} link",
	Text: "Hi {first_name},\n\nhere is your own link for {brand}:\n\n{links}\n\n" +
		"Put it into your posts, your stories and your profile just as it is: what people buy after they follow it counts for you.\n\nThank you!\n",
}

// Letter is the letter to members that was used last.
func (l *Links) Letter() (LetterView, error) {
	return do(l.app, func(s *session) (LetterView, error) {
		v := LetterView{Letter: firstLetter, Variables: []Choice{}}
		for _, variable := range handout.Variables {
			v.Variables = append(v.Variables, Choice{Value: "{" + variable.Name + "}", Label: variable.Meaning})
		}
		text, err := s.store.Noted(context.Background(), noteLetter)
		if err == nil && text != "" {
			err = json.Unmarshal([]byte(text), &v.Letter)
		}
		return v, err
	})
}

// letter reads a form, and keeps it for the next time.
func (s *session) letter(ctx context.Context, form LetterForm) (handout.Letter, error) {
	workspace, err := s.store.Workspace(ctx)
	if err != nil {
		return handout.Letter{}, err
	}
	letter := handout.Letter{Subject: clean(form.Subject), Text: form.Text, Brand: workspace.Name}
	if letter.Brand == "" {
		letter.Brand = s.brand()
	}
	if wrong := letter.Check(); len(wrong) > 0 {
		return letter, &affiliate.Error{Code: affiliate.Invalid, Message: "The letter needs another look.", Hint: "See what is said beside its fields.", Fields: wrong}
	}
	text, err := json.Marshal(form)
	if err != nil {
		return letter, err
	}
	return letter, s.store.Note(ctx, noteLetter, string(text))
}

// WriteMail opens a letter to the member of a link in the person's mail program.
func (l *Links) WriteMail(id string, form LetterForm) error {
	_, err := do(l.app, func(s *session) (bool, error) {
		ctx := context.Background()
		letter, err := s.letter(ctx, form)
		if err != nil {
			return false, err
		}
		people, err := s.people(ctx, []string{id})
		if err != nil {
			return false, err
		}
		if s.app.options.OpenURL == nil {
			return false, affiliate.Errorf(affiliate.Unavailable, "No mail program can be opened here.").WithHint("Hand the link out as a file.")
		}
		s.app.options.OpenURL(letter.MailTo(people[0]))
		return true, nil
	})
	return err
}

// people are the members of some links, each with theirs.
func (s *session) people(ctx context.Context, ids []string) ([]handout.Person, error) {
	wanted := make([]affiliate.LinkID, 0, len(ids))
	for _, id := range ids {
		wanted = append(wanted, affiliate.LinkID(id))
	}
	rows, err := s.rowsOfLinks(ctx, wanted)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, affiliate.Errorf(affiliate.Invalid, "Choose at least one link.").WithHint("Links that were chosen may not be here any more: look at the list again.")
	}
	if len(rows) > 1 {
		rows = slices.DeleteFunc(rows, func(row LinkRow) bool { return row.Test })
	}
	if len(rows) == 0 {
		return nil, affiliate.Errorf(affiliate.Invalid, "These are test links, which are not for members.").WithHint("Choose links of members, or copy a test link by itself.")
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return nil, err
	}
	emails := make(map[string]string, len(members))
	for _, m := range members {
		emails[string(m.ID)] = m.Email
	}
	place, people := map[string]int{}, []handout.Person{}
	for _, row := range rows {
		i, known := place[row.MemberID]
		if !known {
			i = len(people)
			place[row.MemberID] = i
			people = append(people, handout.Person{Name: row.MemberName, Email: emails[row.MemberID]})
		}
		people[i].Links = append(people[i].Links, handout.Link{Offer: row.OfferName, URL: row.URL, Page: row.Page, Live: row.Synced})
	}
	return people, nil
}

// HandOut begins to ask where to save links with all that is handed out with
// them, and to write that.
func (l *Links) HandOut(form HandOutForm) (HandOutRun, error) {
	return do(l.app, func(s *session) (HandOutRun, error) {
		ctx := context.Background()
		contents := handout.Contents{SVG: form.SVG, PNG: form.PNG, At: s.clock.Now()}
		if form.Letter != nil {
			letter, err := s.letter(ctx, *form.Letter)
			if err != nil {
				return HandOutRun{}, err
			}
			contents.Letter = &letter
		}
		people, err := s.people(ctx, form.IDs)
		if err != nil {
			return HandOutRun{}, err
		}
		return s.handOutRun(s.handOuts.start(s, form, func(ctx context.Context, progress func(done, total int)) (ExportedFile, error) {
			progress(0, len(people))
			return s.export("linkledger-links-"+s.today()+".zip", func(w io.Writer) (rows int, err error) {
				return handout.Write(ctx, w, people, contents, progress)
			})
		})), nil
	})
}

// HandOutState is how far it has come.
func (l *Links) HandOutState(id string) (HandOutRun, error) {
	return do(l.app, func(s *session) (HandOutRun, error) {
		run, err := s.handOuts.get(id)
		if err != nil {
			return HandOutRun{}, err
		}
		return s.handOutRun(run), nil
	})
}

// CancelHandOut ends it; no file is left.
func (l *Links) CancelHandOut(id string) error {
	_, err := do(l.app, func(s *session) (bool, error) {
		run, err := s.handOuts.get(id)
		if err == nil {
			run.cancel()
		}
		return err == nil, err
	})
	return err
}

func (s *session) handOutRun(run *run[HandOutForm, ExportedFile]) HandOutRun {
	at := run.state()
	return HandOutRun{ID: run.id, State: at.state, Done: at.done, Total: at.total, File: at.found, Error: at.problem()}
}
