// Command pocketbase is a PocketBase application that does what our relay
// does, as its documentation would have it done: a redirect that looks a link
// up and keeps a record of the click, and postbacks as created records with a
// unique index. Its settings are PocketBase's own, but for its request log,
// which is off.
//
// It is a peer of build/bench and must not know the project.
package main

import (
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	app := pocketbase.New()
	var codes, destination string
	app.RootCmd.PersistentFlags().StringVar(&codes, "codes", "", "file with a link's code on each line")
	app.RootCmd.PersistentFlags().StringVar(&destination, "destination", "", "where all links lead; the click's id is appended")
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		if err := prepare(e.App, codes); err != nil {
			return err
		}
		e.Router.GET("/go/{code}", func(e *core.RequestEvent) error { return redirect(e, destination) })
		return e.Next()
	})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}

// redirect keeps a record of the click before it answers.
func redirect(e *core.RequestEvent, destination string) error {
	link, err := e.App.FindFirstRecordByData("links", "code", e.Request.PathValue("code"))
	if err != nil {
		return e.NotFoundError("", err)
	}
	clicks, err := e.App.FindCachedCollectionByNameOrId("clicks")
	if err != nil {
		return err
	}
	click := core.NewRecord(clicks)
	click.Set("link", link.Id)
	click.Set("agent", e.Request.UserAgent())
	click.Set("referrer", e.Request.Referer())
	if err := e.App.SaveWithContext(e.Request.Context(), click); err != nil {
		return err
	}
	return e.Redirect(http.StatusFound, destination+click.Id)
}

// prepare makes the collections and the links.
func prepare(app core.App, codes string) error {
	settings := app.Settings()
	settings.Logs.MaxDays = 0
	if err := app.Save(settings); err != nil {
		return err
	}
	links := core.NewBaseCollection("links")
	links.Fields.Add(&core.TextField{Name: "code", Required: true})
	links.AddIndex("links_code", true, "code", "")
	clicks := core.NewBaseCollection("clicks")
	clicks.Fields.Add(&core.TextField{Name: "link", Required: true}, &core.TextField{Name: "agent"}, &core.TextField{Name: "referrer"},
		&core.AutodateField{Name: "created", OnCreate: true})
	postbacks := core.NewBaseCollection("postbacks")
	postbacks.Fields.Add(&core.TextField{Name: "click_id", Required: true}, &core.TextField{Name: "order_id", Required: true},
		&core.TextField{Name: "sale_amount"}, &core.TextField{Name: "payout"}, &core.AutodateField{Name: "created", OnCreate: true})
	postbacks.AddIndex("postbacks_order", true, "click_id, order_id", "")
	postbacks.CreateRule = types.Pointer("") // anybody may: no time goes into a login
	for _, c := range []*core.Collection{links, clicks, postbacks} {
		if err := app.Save(c); err != nil {
			return err
		}
	}
	list, err := os.ReadFile(codes)
	if err != nil {
		return err
	}
	return app.RunInTransaction(func(tx core.App) error {
		for code := range strings.FieldsSeq(string(list)) {
			link := core.NewRecord(links)
			link.Set("code", code)
			if err := tx.Save(link); err != nil {
				return err
			}
		}
		return nil
	})
}
