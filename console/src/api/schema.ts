// Made from openapi.json by `npm run types`. Never written by hand.

export interface paths {
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes
         * @description A stream of server-sent events that stays open: each says what happened to which thing, in the order it happened, and its `id` is a
         *     place in the log. Who comes again with `Last-Event-ID` misses nothing. It begins with an event `start`, whose `resumed` says whether it
         *     goes on from there; where it does not (nothing was given, or the place is not in this log), look at everything anew. It is silent for 15
         *     seconds at most, and ends after ten minutes, when the key ends and when the server stops: then come again. It tells of what the key may
         *     read; who asks `of` something else is refused. No personal data is in it. At most 64 streams a company.
         */
        get: operations["get_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credit-notes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a credit note
         * @description By its number, as it was frozen; it names the invoice it corrects.
         */
        get: operations["get_credit_notes_number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers
         * @description Newest first, or the oldest. Merged customers are left out: who stands for them is listed.
         */
        get: operations["get_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a customer
         * @description With persons (as numbers), channel references and merged customers. Whose name and address: `/v1/persons/{person}/reveal`.
         */
        get: operations["get_customers_customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/business": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a business's facts
         * @description Legal name and VAT id of a legal person; the customer is a business from then on.
         */
        put: operations["put_customers_customer_business"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a customer
         * @description Every person that is this customer, for ever, as one erases a person: each order has a recipient of its own, and somebody who asks
         *     to be forgotten means all of them, those of orders acknowledged a moment ago too. The customer stays as a number, its orders and the
         *     books too.
         */
        post: operations["post_customers_customer_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a customer in a group
         * @description Price lists with this `customer_group` hold for it from now on, where an order or a quote names the customer; what was ordered
         *     before keeps its prices. A customer merged into it has its group.
         */
        put: operations["put_customers_customer_group"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge a customer into another
         * @description Says that both are one. Nothing moves, so it can be undone exactly. Answers the customer that stands for both.
         */
        post: operations["post_customers_customer_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/persons/{person}/separate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Separate a person from a customer
         * @description For a person who was taken for somebody else: a new customer, with what they ordered. Nothing of the other customer changes.
         */
        post: operations["post_customers_customer_persons_person_separate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer}/undo-merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a merge */
        post: operations["post_customers_customer_undo_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the legal entities */
        get: operations["get_entities"];
        put?: never;
        /**
         * Add a legal entity
         * @description With the currency of its books, which cannot be changed later, and the zone in which its days are cut.
         */
        post: operations["post_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{entity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a legal entity */
        get: operations["get_entities_entity"];
        /**
         * Change a legal entity
         * @description Its legal name and its address. Code, country, currency and zone stay: its books rest on them. Invoices issued before say what
         *     they said.
         */
        put: operations["put_entities_entity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for figures
         * @description Measures by dimensions, one row a combination. Amounts of different currencies are never added: with an amount among the
         *     measures each row is of one currency: the order's, its entity's own, or the one asked for. Amounts that no rate converts are in no
         *     row's figures: `not_converted` tells them, of each row and of all. `as_of` says up to which event the figures reach; `after` waits
         *     for one, up to two seconds. The rows behind any number: `GET /v1/figures/rows` with the same time and filters.
         */
        post: operations["post_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the rows behind a figure
         * @description Which order line, or which place of stock, makes which part of it; the parts add up to the figure exactly. Oldest first; of stock by
         *     variant and warehouse.
         */
        get: operations["get_figures_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fx/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an exchange rate */
        get: operations["get_fx_quote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fx/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import exchange rates
         * @description A file as the European Central Bank publishes it (`eurofxref-hist.csv`, or the zip archive around it): a column `Date`, then one for
         *     each currency with how many of it one euro is. The same file again changes nothing.
         */
        post: operations["post_fx_rates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports
         * @description Newest first, without their reports.
         */
        get: operations["get_imports"];
        put?: never;
        /**
         * Import a file of orders
         * @description As a form with the file and its profile, or as the file itself with the profile's name in the query. The answer comes at
         *     once; the import is a job that goes on by itself, also after a stop. With `dry_run` nothing is written and the report says
         *     what would happen. The same file again changes nothing.
         */
        post: operations["post_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at a file before it is imported
         * @description Its columns and first rows, for whoever says what they are: CSV (also packed with gzip), Excel or JSON lines. Every column is told,
         *     also those with personal data; nothing is kept.
         */
        post: operations["post_imports_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the profiles
         * @description A profile says what a file's columns mean. The company's own first, then those that come with Hanse; copy one and change it for
         *     another file.
         */
        get: operations["get_imports_profiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/profiles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save a profile under a name
         * @description In the place of one that had it; everybody of the company has it then. An import names it as its profile, and keeps its text: what is
         *     saved later changes no import that began before.
         */
        put: operations["put_imports_profiles_name"];
        post?: never;
        /**
         * Delete a profile
         * @description One of the company's own. Imports that were made with it stay as they are.
         */
        delete: operations["delete_imports_profiles_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what waits in quarantine
         * @description The rows of all imports that wait for a person, and of which imports they are, the oldest first. What a dry run found waits for nobody.
         */
        get: operations["get_imports_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an import
         * @description How far it is and, when it is at rest, its report: what the file holds, where each kind of line went, what it rests on.
         */
        get: operations["get_imports_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an import
         * @description It stops before its next chunk; what it did stays done.
         */
        post: operations["post_imports_import_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rows that could not be used
         * @description By their line in the file, each with its problem and the cells that may be shown. They wait until a person decides.
         */
        get: operations["get_imports_import_quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/quarantine/{line}/leave-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a row out
         * @description Decided by a person, recorded with who, when and why; the program never does it by itself.
         */
        post: operations["post_imports_import_quarantine_line_leave_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/quarantine/{line}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a row right and try it again
         * @description The file is read again with the correction laid over it; the row takes the place it always had in its order. The row itself
         *     stays as the file has it: the correction is kept beside it, with who, when and why. One that does not help leaves the row
         *     open, with what it met. Refused `personal_text` where a cell is not understood and may name somebody: the record stays. Refused
         *     `upload_gone` where the file was let go of, because somebody in it was erased: bring it again.
         */
        post: operations["post_imports_import_quarantine_line_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an invoice
         * @description By its number: the facts that were frozen when it was issued. What happened to the order since does not change them.
         */
        get: operations["get_invoices_number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The company's keys in this region, newest first, revoked ones too; never their secrets.
         */
        get: operations["get_keys"];
        put?: never;
        /**
         * Issue an API key
         * @description It is let in at once. Its secret stands in this answer and nowhere else. A key hands on only what it may do itself, and for no
         *     longer than it lives.
         */
        post: operations["post_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an API key */
        get: operations["get_keys_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an API key
         * @description The next request with it is refused. It stays in the list, with when it was revoked; revoking it again changes nothing.
         */
        post: operations["post_keys_key_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a warehouse's lanes
         * @description By destination and service.
         */
        get: operations["get_lanes"];
        /**
         * Set a warehouse's lanes
         * @description All of them at once: what was there before is replaced. Orders keep the explanation they were sourced by.
         */
        put: operations["put_lanes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the chart of accounts */
        get: operations["get_ledger_accounts"];
        put?: never;
        /**
         * Add an account
         * @description To one entity's chart, beside those that every entity has.
         */
        post: operations["post_ledger_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts/{account}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an account's statement
         * @description What moved it, the newest first or the oldest, with what is pending and void.
         */
        get: operations["get_ledger_accounts_account_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what an order did to the books
         * @description Every step's entry with its transfers, oldest first.
         */
        get: operations["get_ledger_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an entry */
        get: operations["get_ledger_entries_entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/periods/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a period
         * @description Nothing is booked on its days any more. What becomes known of them later is booked on the first open day and keeps its own
         *     instant.
         */
        post: operations["post_ledger_periods_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the trial balance
         * @description Every account with its debits, credits and balance in the entity's base currency. The balances sum to zero.
         */
        get: operations["get_ledger_trial_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the markets
         * @description All of them, by code.
         */
        get: operations["get_markets"];
        put?: never;
        /** Open a market */
        post: operations["post_markets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders
         * @description Newest first, or as `sort` says; everything given must hold. States, reasons and codes may be several, separated by commas: any of them
         *     (`country=DE,FR`). A page of a rare combination may be empty and still have a `next`: the search went
         *     as far as one request goes.
         */
        get: operations["get_orders"];
        put?: never;
        /**
         * Place an order
         * @description Prices it, taxes it, chooses the warehouse, holds the stock, seals the recipient and opens the books in one transaction; the
         *     answer leaves after it is durable. An order whose tax is not determined is placed and held.
         */
        post: operations["post_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be done with each of several orders now
         * @description As of one order, for up to 200 at once: before the same is done to many. Orders that are not there are left out.
         */
        get: operations["get_orders_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find orders
         * @description By number (the order's, the channel's, an invoice's or a credit note's), SKU, tracking number or product words. First what is a whole number
         *     or SKU, then what has a product of these words, then what only begins so; each newest first.
         */
        get: operations["get_orders_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/find-by-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find orders by person
         * @description By exact e-mail, exact phone number, or whole words of the name: one of them. The vault finds at most 1,000 persons and tells when
         *     there may be more, shows them masked, and records that somebody searched. Needs `persons:read` beside `orders:read`.
         */
        post: operations["post_orders_find_by_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the orders that wait
         * @description Each queue as `GET /v1/orders` lists it.
         */
        get: operations["get_orders_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Quote a basket
         * @description Prices, taxes, warehouse and totals as placing would decide them now; nothing is written or held.
         */
        post: operations["post_orders_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/sums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Add up a customer's orders
         * @description By channel, shop and currency, without what was cancelled.
         */
        get: operations["get_orders_sums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an order */
        get: operations["get_orders_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be done with an order now, and why the rest may not
         * @description What is allowed succeeds with what its command needs, pieces of the order and the fields named here; what is refused is refused
         *     with this code: the commands ask the same table.
         */
        get: operations["get_orders_id_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel pieces of a line
         * @description What has not left yet. Where the order is invoiced a credit note is issued under the next number of the seller's series: it takes back what
         *     the invoice claims for the pieces.
         */
        post: operations["post_orders_id_cancellations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/credit-notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credit pieces of an order
         * @description Takes back their exact share of the price. Where the order is invoiced a credit note is issued under the next number of the
         *     seller's series; where it is not, the credit stands without a document. The tax goes back in the country, scheme and month it
         *     was first owed in, and all amounts at the rate the sale was booked at. What the law wants kept of the buyer stays sealed for as long
         *     as this note is to be kept.
         */
        post: operations["post_orders_id_credit_notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a delivery */
        post: operations["post_orders_id_deliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an order's history */
        get: operations["get_orders_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a proof
         * @description An MRN for an export, a consignment note for a supply within the union, the register's answer about a VAT number: the number of
         *     the paper, never a name. What waited only for it turns from provisional to determined; amounts do not change.
         */
        post: operations["post_orders_id_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold an order */
        post: operations["post_orders_id_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue the invoice
         * @description Draws the next number of the seller's series and freezes under it the order's facts, the seller and how each tax is told. What was
         *     credited before has its credit notes right after it. The
         *     buyer's name, address and VAT number are sealed once more for as long as the law wants them kept: they stay, restricted, when the
         *     person is erased.
         */
        post: operations["post_orders_id_invoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a payment */
        post: operations["post_orders_id_payments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a refund
         * @description Without an amount: all that is paid too much now, after what was cancelled, credited and refunded before.
         */
        post: operations["post_orders_id_refunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release a held order */
        post: operations["post_orders_id_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a return
         * @description Announces which shipped pieces come back, and why. Nothing moves until they are received.
         */
        post: operations["post_orders_id_returns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ship pieces of an order */
        post: operations["post_orders_id_shipments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/shipments/{shipment}/failure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a parcel will not arrive
         * @description It came back (refused, not collected, not deliverable) and its pieces are on hand again, worth what they had cost; or it was lost, which is a
         *     loss of the seller's. Nothing was earned by it. Its pieces are wanted still: held for the order again, they are shipped once more or cancelled.
         */
        post: operations["post_orders_id_shipments_shipment_failure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what the channel sent of an order
         * @description The rows of the file it was imported from, as they came. Cells of columns the import's profile does not name may be personal: they
         *     are sealed, and null here.
         */
        get: operations["get_orders_id_source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/source/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the personal cells of what the channel sent
         * @description They are sealed for `fulfilment`. Who opened them, what for and why is recorded before the answer leaves. Those of an erased person
         *     stay null.
         */
        post: operations["post_orders_id_source_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List an order's versions
         * @description Oldest first: who made each, when, why, and what it changed. What raises no version (documents, proofs handed in, who the customer
         *     is) stands in `GET /v1/orders/{id}/events`.
         */
        get: operations["get_orders_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an order as it was
         * @description The order as this version left it, with the tax answers it had then.
         */
        get: operations["get_orders_id_versions_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/versions/{version}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two versions of an order */
        get: operations["get_orders_id_versions_version_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find a person
         * @description By exact e-mail, exact phone number, or whole words of the name; at most 1,000, newest first, masked. Recorded. A question: the
         *     body keeps what is asked out of logs.
         */
        post: operations["post_persons_find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Correct a person's data
         * @description Replaces all of it. Needs `persons:read` too. Documents already issued keep what they said.
         */
        put: operations["put_persons_person"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/{person}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person
         * @description For ever: their keys are destroyed, so no copy in any backup can be read. Orders and books stay and still add up; issued
         *     documents the law wants kept stay restricted.
         */
        post: operations["post_persons_person_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/{person}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a person's data
         * @description For one purpose. Who opened whose data, what for and why is recorded before the answer leaves.
         */
        post: operations["post_persons_person_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/picks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is to be picked in a warehouse
         * @description Open orders with pieces that lie there and have not left, who waits longest first. Held and cancelled orders are not in it. What was
         *     packed leaves with `POST /v1/orders/{id}/shipments`, its lines named.
         */
        get: operations["get_picks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the price lists
         * @description Newest first.
         */
        get: operations["get_price_lists"];
        put?: never;
        /** Open a price list */
        post: operations["post_price_lists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-lists/{list}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List prices
         * @description By variant, quantity break and beginning.
         */
        get: operations["get_price_lists_list_prices"];
        /**
         * Set prices
         * @description Each replaces what its variant and quantity break had in that stretch of time; what held before stays in the history.
         */
        put: operations["put_price_lists_list_prices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-lists/{list}/prices/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a price
         * @description With what was planned for it after that.
         */
        post: operations["post_price_lists_list_prices_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/product-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how many names are there in each language */
        get: operations["get_product_texts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List or find products
         * @description Newest first, or the oldest; found ones newest first.
         */
        get: operations["get_products"];
        put?: never;
        /**
         * Create a product
         * @description With its options and variants. Not every combination of the options' values has to exist.
         */
        post: operations["post_products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a product */
        get: operations["get_products_product"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a product
         * @description Only what is sent changes. Texts change language by language; `null` takes one away.
         */
        patch: operations["patch_products_product"];
        trace?: never;
    };
    "/v1/products/{product}/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a variant */
        post: operations["post_products_product_variants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List returns
         * @description Newest first, or the oldest.
         */
        get: operations["get_returns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a return */
        get: operations["get_returns_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what came back
         * @description All that came back is on hand again; what cannot be sold is written off from there. Of a line that is not named nothing came.
         *     In parts: what is still missing can be recorded when it comes.
         */
        post: operations["post_returns_id_receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who calls */
        get: operations["get_session"];
        put?: never;
        /**
         * Open a session
         * @description The answer sets a cookie that stands for the key on requests with the header `Hanse-Console: 1`. It ends with the key, after
         *     12 hours unused and after 7 days; a server that starts again goes on with it.
         */
        post: operations["post_session"];
        /** End the session */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sourcing-weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what sourcing weighs */
        get: operations["get_sourcing_weights"];
        /** Set what sourcing weighs */
        put: operations["put_sourcing_weights"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List stock
         * @description Shelf by shelf, by variant and warehouse. The numbers are those of this moment, not a copy's.
         */
        get: operations["get_stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adjust stock
         * @description By a difference, with the reason. Takes only pieces that are not promised, unless it is told as a fact.
         */
        post: operations["post_stock_adjustments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/buffers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set buffers
         * @description Pieces kept back from sale; zero sells everything.
         */
        put: operations["put_stock_buffers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell costs
         * @description What pieces cost that are there already and came without a cost. Of each variant at most the pieces of unknown cost are valued.
         */
        post: operations["post_stock_costs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count stock
         * @description So many pieces were found. Always recorded; where fewer were found than are promised, a shortfall arises.
         */
        post: operations["post_stock_counts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive stock
         * @description Goods arrived and are on hand from now on. With unit costs they are booked (inventory against goods received, not invoiced)
         *     and the moving average of their variants moves; in another currency than the owner's books, at the booking rate of the day.
         */
        post: operations["post_stock_receipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/shortfalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List shortfalls
         * @description What was promised or left beyond what is there, the oldest first.
         */
        get: operations["get_stock_shortfalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/shortfalls/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the shortfalls
         * @description How many rows `GET /v1/stock/shortfalls` lists.
         */
        get: operations["get_stock_shortfalls_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/shortfalls/{variant}/{warehouse}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take care of a shortfall
         * @description The caller becomes its owner.
         */
        post: operations["post_stock_shortfalls_variant_warehouse_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a transfer
         * @description The pieces leave one warehouse and are in transit until they arrive. Only what is available can be sent.
         */
        post: operations["post_stock_transfers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/transfers/{transfer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a transfer */
        get: operations["get_stock_transfers_transfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/transfers/{transfer}/arrivals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a transfer
         * @description In one go or in parts; what will never arrive is given up as lost.
         */
        post: operations["post_stock_transfers_transfer_arrivals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/write-offs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write off stock
         * @description Pieces are lost, broken or given away. Only what is on hand by the books, unless it is told as a fact; what of it was promised
         *     becomes a shortfall.
         */
        post: operations["post_stock_write_offs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/{variant}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a variant's movements
         * @description Newest record first, or the oldest.
         */
        get: operations["get_stock_variant_movements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sales channels that are marketplaces, or said not to be
         * @description A channel that is not here is the company's own.
         */
        get: operations["get_tax_channels"];
        /**
         * Tell whether a sales channel is a marketplace
         * @description Of the kind the law can make the supplier: where it does, the marketplace owes the tax of the orders placed from now on.
         */
        put: operations["put_tax_channels"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the proofs of an order */
        get: operations["get_tax_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/profiles/{entity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what else decides an entity's tax */
        get: operations["get_tax_profiles_entity"];
        /**
         * Set what else decides an entity's tax
         * @description Where its stock lies and what it sold against the limits of turnover; what is not told stays unknown, and what depends on it
         *     is not determined. Replaces what was there; `If-Match` is wanted once there is something.
         */
        put: operations["put_tax_profiles_entity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what tax a sale bears
         * @description Writes nothing. Of a recorded entity, with the registrations and turnovers it has today, or of a seller described here.
         */
        post: operations["post_tax_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rates
         * @description With their days, status and source. A territory that takes another's rates answers those.
         */
        get: operations["get_tax_rates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tax registrations */
        get: operations["get_tax_registrations"];
        put?: never;
        /** Record a tax registration */
        post: operations["post_tax_registrations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/registrations/{registration}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a tax registration */
        post: operations["post_tax_registrations_registration_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules
         * @description In the order in which they are tried.
         */
        get: operations["get_tax_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/territories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tax territories
         * @description Countries and the parts of them that differ, with the VAT and the customs area each belongs to on a day.
         */
        get: operations["get_tax_territories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List limits of value and turnover */
        get: operations["get_tax_thresholds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what variants are
         * @description What other routes name by id, as SKU and name. Those that are not there are left out.
         */
        get: operations["get_variants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/variants/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a SKU is
         * @description By its own code or an alias, in any case.
         */
        get: operations["get_variants_sku"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/variants/{sku}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let another spelling lead to a SKU */
        post: operations["post_variants_sku_aliases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/variants/{sku}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop selling a SKU
         * @description It stays known for the orders that name it.
         */
        post: operations["post_variants_sku_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List warehouses
         * @description By code; all of them at once.
         */
        get: operations["get_warehouses"];
        put?: never;
        /** Create a warehouse */
        post: operations["post_warehouses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouses/{warehouse}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a warehouse */
        get: operations["get_warehouses_warehouse"];
        /**
         * Change a warehouse
         * @description Its code, country and owner stay: a warehouse of another owner is another warehouse.
         */
        put: operations["put_warehouses_warehouse"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account of the chart. */
        AccountWire: {
            /** @example receivable */
            code: string;
            /** @description Whose own account it is; not there for those that every entity has. */
            entity?: string | null;
            /**
             * @description `asset`, `liability`, `equity`, `income` or `expense`.
             * @example asset
             */
            kind: string;
            /**
             * @example {
             *       "en": "Receivables",
             *       "zh": "应收账款"
             *     }
             */
            names: {
                [key: string]: string;
            };
        };
        /** @description What may be done now. */
        ActionBody: {
            /** @description `hold`, `release`, `pay`, `ship`, `deliver`, `cancel_line`, `invoice`, `request_return`, `credit`, `refund`. */
            action: string;
            /**
             * @description Fields that may be left out elsewhere, and not for this order now: `lines` where only some of what is left can be shipped, or
             *     the books hold only some of what is left to credit, the `reason` of releasing an order whose tax is not determined, the
             *     `amount` of a refund when nothing is paid too much or the books hold less than that.
             */
            needs: string[];
            /** @description The code of the refusal when it is not allowed. */
            refused?: string | null;
        };
        /** @description Where somebody lives or takes parcels. */
        Address: {
            /** @example Köln */
            city: string;
            /**
             * @description ISO 3166-1 alpha-2.
             * @example DE
             */
            country: string;
            /**
             * @description Street, number, floor: one to six lines, in the order the country writes them.
             * @example [
             *       "Heidestraße 17"
             *     ]
             */
            lines: string[];
            /** @example 51147 */
            postcode?: string | null;
            /** @description State or province where the country writes one. */
            region?: string | null;
        };
        /** @description Corrections of on hand. */
        Adjustment: {
            at?: string | null;
            document?: string | null;
            /** @description Whether it is certain. A fact is recorded even where it takes promised pieces; they go to the shortfall queue. */
            fact?: boolean;
            lines: components["schemas"]["AdjustmentLine"][];
            /** @example wet */
            reason: string;
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        AdjustmentLine: {
            /**
             * Format: int64
             * @description Pieces more (above zero) or fewer (below).
             * @example -2
             */
            difference: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description An amount. The number is a text, exact. */
        Amount: {
            /** @example 12.34 */
            amount: string;
            /** @example EUR */
            currency: string;
        };
        /** @description Free form: any JSON value, as the field it is of holds it. */
        AnyValue: null | boolean | number | string | unknown[] | {
            [key: string]: unknown;
        };
        /** @description What became of pieces in transit. */
        Arrival: {
            lines: components["schemas"]["ArrivalLine"][];
        };
        ArrivalLine: {
            /**
             * Format: int64
             * @example 5
             */
            arrived?: number;
            /**
             * Format: int64
             * @description Pieces that will not arrive.
             * @example 1
             */
            lost?: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description Up to which event figures are told. */
        AsOfWire: {
            /** @example 2026-11-21T22:00:00Z */
            at?: string | null;
            /** Format: int64 */
            position: number;
        };
        /** @description A question for figures. */
        AskFigures: {
            /**
             * Format: int64
             * @description Wait until the event at this position is in the figures (up to two seconds; `as_of` tells whether it is).
             */
            after?: number | null;
            /**
             * @description `document`: amounts in the currency of the order. `base`: in the currency the order's legal entity keeps its books in. Or a
             *     currency. Converted is the sum of each local day at the booking rate of that day, rounded half up; what no rate converts stands
             *     in `not_converted`. The rows behind such a figure are shown in the currency of the order.
             * @example document
             */
            currency?: string | null;
            /**
             * @description `day`, `hour`, `country`, `market`, `channel`, `category`, `sku`, `currency`, `entity`, `status`, `tax_status`, `age` (of what waits),
             *     `warehouse` (of stock). Stock has `country` (where it lies), `category`, `sku`, `currency`, `entity`, `warehouse`.
             * @example [
             *       "day",
             *       "country"
             *     ]
             */
            dimensions?: string[];
            filters?: components["schemas"]["FilterWire"];
            /**
             * @description A day of the zone, or an instant at a full quarter hour; inclusive. What happened before is left out; what waits goes by
             *     when it was placed.
             * @example 2026-10-01
             */
            from?: string | null;
            /**
             * @description `sales`, `orders`, `units`, `average`, `returns`, `refunds`, `credits`, `tax_owed`, `tax_not_determined`, `waiting`; as of now:
             *     `stock_value`, `stock_pieces`, `stock_unvalued` (pieces of unknown cost), `shortfall`.
             * @example [
             *       "sales",
             *       "orders",
             *       "average"
             *     ]
             */
            measures: string[];
            /**
             * @description Exclusive.
             * @example 2026-11-01
             */
            until?: string | null;
            /**
             * @description Where days are cut; the `Time-Zone` header's when not given.
             * @example Europe/London
             */
            zone?: string | null;
        };
        /** @description What all accounts of an entity come to. */
        BalanceTotalWire: {
            /** @description Debits less credits: zero. */
            balance: components["schemas"]["Money"];
            /** @description Debits equal credits, and so do pending ones. */
            balanced: boolean;
            credits: components["schemas"]["Money"];
            debits: components["schemas"]["Money"];
            pending_credits: components["schemas"]["Money"];
            pending_debits: components["schemas"]["Money"];
        };
        /** @description An account's balance, in the base currency. */
        BalanceWire: {
            /** @example receivable */
            account: string;
            /** @description Debits less credits. Over all accounts the balances sum to zero. */
            balance: components["schemas"]["Money"];
            credits: components["schemas"]["Money"];
            debits: components["schemas"]["Money"];
            /**
             * @description `asset`, `liability`, `equity`, `income` or `expense`.
             * @example asset
             */
            kind: string;
            pending_credits: components["schemas"]["Money"];
            /** @description Reserved and neither posted nor void; not in the balance. */
            pending_debits: components["schemas"]["Money"];
        };
        /** @description What one line of one order, or one place of stock, makes of a figure. */
        BehindRowWire: {
            /**
             * @description The beginning of the quarter hour it happened in.
             * @example 2026-10-25T00:15:00Z
             */
            at: string;
            /**
             * @description `placed`, `cancelled`, `returned`, `credited`, `refunded` or `waiting`; of stock `in_stock`, `in_transit` or `short`.
             * @example placed
             */
            happened: string;
            /**
             * Format: int64
             * @description 0 when the order as a whole is meant.
             */
            line: number;
            /**
             * @description None of stock.
             * @example ord_01JD3Q8W0Z000
             */
            order?: string | null;
            /**
             * @description What the order's shop calls it, where it has a number.
             * @example 1001
             */
            order_number?: string | null;
            /** @description Its part of the figure. */
            part: components["schemas"]["CellWire"];
            /** @example MUG-RED */
            sku?: string;
            /**
             * @description Of stock: the warehouse's code, or `in_transit`.
             * @example hamburg
             */
            warehouse?: string;
        };
        BufferLine: {
            /**
             * Format: int64
             * @example 3
             */
            buffer: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description Pieces to be kept back from sale. */
        Buffers: {
            lines: components["schemas"]["BufferLine"][];
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description A legal person's facts. Not for sole traders: theirs are personal. */
        BusinessWire: {
            /** @example Beispiel GmbH */
            legal_name: string;
            /**
             * @description Without blanks, with its country's letters.
             * @example DE123456789
             */
            vat_id?: string | null;
        };
        /** @description Who buys. */
        BuyerBody: {
            /** @description `consumer` or `business`. */
            kind?: components["schemas"]["BuyerWord"];
            vat_check?: components["schemas"]["VatCheckBody"] | null;
            /**
             * @description A business's VAT number with its letters in front (`EL` for Greece, `XI` for Northern Ireland), in the form its country's
             *     numbers have; gaps, dots, hyphens and case do not count. The form does not prove that the number exists: see `vat_check`.
             *     It is sealed with the recipient (a sole trader's names a person); the order shows it masked.
             * @example FR12345678901
             */
            vat_id?: string | null;
        };
        /** @enum {string} */
        BuyerKindBody: "consumer" | "business" | "unknown";
        /** @enum {string} */
        BuyerWord: "consumer" | "business";
        /** @description Pieces that are not to leave. Without a quantity: all that is left of the line. */
        CancelBody: {
            /** Format: int64 */
            line: number;
            /** Format: int64 */
            quantity?: number | null;
            /** @description Why; kept in the history. */
            reason?: string | null;
        };
        CarriageBody: {
            amount: components["schemas"]["TaxMoney"];
            price_includes_tax: boolean;
        };
        /** @description A figure: an amount, a count, or null where there is none. */
        CellWire: components["schemas"]["FigureAmount"] | number | null;
        /** @description A field that is another in one version than in the other. */
        ChangeBody: {
            /** @description Null where the field is not there any more. */
            after: components["schemas"]["AnyValue"];
            /** @description Null where the field was not there. */
            before: components["schemas"]["AnyValue"];
            /**
             * @description A JSON pointer into the order.
             * @example /lines/0/shipped
             */
            field: string;
        };
        /** @description Something that changed. */
        ChangeWire: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:30:00Z
             */
            at: string;
            /**
             * @description What happened to it. An order's step also moves stock and books what it does; that is told as the order's change alone.
             * @example orders.order_released.v1
             */
            happened: string;
            /**
             * @description Which one.
             * @example ord_05WXQ7Z9K2F3A
             */
            id: string;
            /**
             * @description The kind of thing, as in the question's `of`.
             * @example orders
             */
            of: string;
        };
        /** @description What is different between two versions of an order. */
        ChangesBody: {
            changes: components["schemas"]["ChangeBody"][];
            /** Format: int64 */
            since: number;
            /** Format: int64 */
            version: number;
        };
        /** @description Closes all days of an entity's books up to and with one. */
        Close: {
            /** @example hanse-de */
            entity: string;
            /**
             * @description Why, for the audit trail.
             * @example VAT return of October filed
             */
            reason?: string | null;
            /**
             * Format: date
             * @example 2026-10-31
             */
            until: string;
        };
        /** @description What is read instead of a row's cells. */
        CorrectionWire: {
            /**
             * @description New texts of cells by field (`invoice_number`, `sku`, `quantity`, `placed_at`, `unit_price` …), written as the file
             *     writes them.
             * @example {
             *       "quantity": "6"
             *     }
             */
            cells?: {
                [key: string]: string;
            };
            /** @description What the line is (`goods`, `carriage` …), where no rule of the profile can tell. */
            kind?: string | null;
        };
        CostLine: {
            /**
             * Format: int64
             * @example 24
             */
            quantity: number;
            unit_cost: components["schemas"]["UnitAmount"];
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description What pieces cost that came without a cost. */
        Costs: {
            lines: components["schemas"]["CostLine"][];
            /**
             * @description Any warehouse of their owner.
             * @example wh_05WXQ7Z9K2F3A
             */
            warehouse: string;
        };
        /** @description What was found on shelves. */
        Count: {
            at?: string | null;
            /** @description The count sheet. */
            document?: string | null;
            lines: components["schemas"]["CountLine"][];
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        CountLine: {
            /**
             * Format: int64
             * @example 17
             */
            found: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description How many there are of what a list holds. */
        Counted: {
            /**
             * Format: int64
             * @description Counted up to 10,000.
             * @example 12
             */
            count: number;
            /** @description There are more than that. */
            more: boolean;
        };
        /**
         * @description What is credited. Without lines: all that came back of the return, or without a return all that was delivered and not
         *     credited yet, carriage included.
         */
        CreditBody: {
            /** @description An empty list is refused: it names nothing. */
            lines?: components["schemas"]["ReturnedPieces"][] | null;
            note?: string | null;
            /** @example ret_05WXQ7Z9K2F3A */
            return?: string | null;
        };
        /** @description A credit as it was given. */
        CreditGiven: {
            document?: string | null;
            gross: components["schemas"]["MoneyBody"];
            id: string;
            lines: components["schemas"]["CreditedPieces"][];
            net: components["schemas"]["MoneyBody"];
            /** @description The credit note's number. None: the order has no invoice, so the credit stands without a document. */
            number?: string | null;
            tax: components["schemas"]["MoneyBody"];
        };
        /** @description Pieces of a line, and what was credited for them. */
        CreditedPieces: {
            /** Format: int64 */
            line: number;
            net: components["schemas"]["MoneyBody"];
            /** Format: int64 */
            quantity: number;
            tax: components["schemas"]["MoneyBody"];
        };
        /** @description A customer with everything that belongs to it, also through customers merged into it. */
        CustomerDetailWire: {
            customer: components["schemas"]["CustomerWire"];
            identities: components["schemas"]["IdentityWire"][];
            /** @description The customers it stands for. */
            merged: string[];
            persons: components["schemas"]["LinkedPersonWire"][];
        };
        /**
         * @description Whether somebody buys for themselves or for a business.
         * @enum {string}
         */
        CustomerKind: "consumer" | "business";
        /** @description A customer. */
        CustomerWire: {
            /** @example 2026-11-21T22:00:00Z */
            created_at: string;
            /**
             * @description Its price lists are those of this group, besides those of everybody.
             * @example wholesale
             */
            group?: string | null;
            /** @example eu */
            home_region: string;
            /** @example cus_05WXQ7Z9K2F3A */
            id: string;
            kind: components["schemas"]["CustomerKind"];
            /**
             * @description A legal person's name.
             * @example Beispiel GmbH
             */
            legal_name?: string | null;
            /** @description Set when it was merged: look at that one instead. */
            merged_into?: string | null;
            /** @example DE123456789 */
            vat_id?: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @description What a person decided about a row. */
        DecisionWire: {
            correction?: components["schemas"]["CorrectionWire"] | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:30:00Z
             */
            decided_at: string;
            /**
             * @description The API key or part of the program that decided.
             * @example key_05WXQ7Z9K2F3A
             */
            decided_by: string;
            met?: components["schemas"]["MetWire"] | null;
            /** @description Why, in the words of who decided. */
            reason?: string | null;
        };
        /** @description A delivery. Without a shipment: every parcel under way. */
        DeliverBody: {
            at?: string | null;
            /** @example shp_05WXQ7Z9K2F3A */
            shipment?: string | null;
        };
        /** @description An invoice or a credit note. */
        DocumentBody: {
            gross: components["schemas"]["MoneyBody"];
            id: string;
            issued_at: string;
            /** @description `invoice` or `credit_note`. */
            kind: string;
            number: string;
        };
        EndBody: {
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
        };
        /** @description What can be changed of a legal entity; all of it. What was issued before says what it said. */
        EntityEdit: {
            address?: components["schemas"]["PostalAddress"] | null;
            /** @example Hanse Handels GmbH */
            name: string;
        };
        /** @description A legal entity: it sells, owns stock, owes taxes, keeps books. */
        EntityWire: {
            address?: components["schemas"]["PostalAddress"] | null;
            /** @example EUR */
            base_currency: string;
            /**
             * Format: date
             * @description The last closed day of its books.
             * @example 2026-10-31
             */
            closed_until?: string | null;
            /** @example hanse-de */
            code: string;
            /** @example DE */
            country: string;
            /** @example Hanse Handels GmbH */
            name: string;
            /** @example Europe/Berlin */
            time_zone: string;
            /** Format: int64 */
            version: number;
        };
        /** @description An entry without its transfers. */
        EntryHead: {
            /** @description The key or process that did it. */
            actor: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T22:00:00Z
             */
            at: string;
            /**
             * Format: date
             * @description The day of the books it counts on: later than its own where that was closed.
             * @example 2026-11-21
             */
            booked_on: string;
            /**
             * @description The step: `placed`, `paid`, `shipped`, `delivered` …
             * @example delivered
             */
            cause: string;
            /** @example hanse-de */
            entity: string;
            /** @example jrn_05WXQ7Z9K2F3A */
            id: string;
            reason?: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T22:00:03Z
             */
            recorded_at: string;
            /**
             * @description The id of the thing it is about.
             * @example ord_05WXQ7Z9K2F3A
             */
            reference?: string | null;
        };
        /** @description One amount from the credit account to the debit account. */
        EntryTransferWire: {
            amount: components["schemas"]["Money"];
            /** @description The amount in the entity's base currency. */
            base_amount: components["schemas"]["Money"];
            /** @example deferred_revenue */
            credit: string;
            /** @example receivable */
            debit: string;
            exchange?: components["schemas"]["ExchangeWire"] | null;
            /**
             * Format: int64
             * @description From 1 within its entry.
             */
            place: number;
            settles?: components["schemas"]["SettlesWire"] | null;
            /**
             * @description `posted`: in the books. `pending`: reserved, not in the balances. `void`: ends that much of a pending transfer.
             * @example posted
             */
            state: string;
            /**
             * @description What a tax account is cut by: territory and rule.
             * @example de/standard
             */
            tag?: string | null;
        };
        /** @description What one step of a thing (an order) did to the books of an entity. */
        EntryWire: components["schemas"]["EntryHead"] & {
            transfers: components["schemas"]["EntryTransferWire"][];
        };
        /** @description Why somebody is forgotten. */
        EraseCustomerBody: {
            /**
             * @description In your words; it stands in the events, for ever: no names, no addresses.
             * @example Asked by letter of 21 November
             */
            reason: string;
        };
        /** @description That a customer was erased. */
        ErasedCustomerBody: {
            /** @example cus_05WXQ7Z9K2F3A */
            customer: string;
            /** @description How many persons are erased: one an order, those erased earlier among them. */
            persons: number;
        };
        /** @description That a person was erased. */
        ErasedWire: {
            /** @example 2026-11-21T22:00:00Z */
            erased_at: string;
            /** @example per_05WXQ7Z9K2F3A */
            person: string;
        };
        /** @description One event of an order's history: who did what, when, why. */
        EventBody: {
            actor: string;
            at: string;
            /** @description What happened, by the event's kind. Free form; ids are texts and money is an amount with its currency. */
            data: components["schemas"]["FreeForm"];
            /** @example orders.order_placed.v1 */
            kind: string;
            /** Format: int64 */
            position: number;
            reason?: string | null;
        };
        EvidenceWire: {
            /**
             * @description The VAT number that the register answered about, masked; the number itself is sealed with the order's person.
             * @example FR*********45
             */
            about?: string | null;
            id: string;
            kind: string;
            /**
             * Format: int64
             * @description The number of the order's line; none for the whole order.
             */
            line?: number | null;
            /** Format: date */
            observed_on: string;
            order: string;
            recorded_at: string;
            reference: string;
        };
        /** @description How an amount came into the base currency. */
        ExchangeWire: {
            /**
             * @description One of the amount's currency is this many of the base currency.
             * @example 0.92325
             */
            rate: string;
            /**
             * @description Whose rate of which day.
             * @example ecb 2026-11-20
             */
            source: string;
        };
        /** @description What became of a parcel that will not arrive. */
        FailureBody: {
            /**
             * @description When that was known; now unless said.
             * @example 2026-11-22T10:00:00Z
             */
            at?: string | null;
            /** @description Why, for the history. */
            note?: string | null;
            /**
             * @description `came_back` or `lost`.
             * @example came_back
             */
            outcome: string;
        };
        /** @description An amount. The number is a text, exact. */
        FigureAmount: {
            /** @example 1234.56 */
            amount: string;
            /** @example EUR */
            currency: string;
        };
        /** @description The figures of one combination. */
        FigureRowWire: {
            /**
             * @description The currency of the row's amounts.
             * @example EUR
             */
            currency?: string | null;
            /**
             * @description By dimension.
             * @example {
             *       "country": "DE",
             *       "day": "2026-10-25"
             *     }
             */
            dimensions: {
                [key: string]: string;
            };
            /**
             * @description By measure.
             * @example {
             *       "orders": 17,
             *       "sales": {
             *         "amount": "1234.56",
             *         "currency": "EUR"
             *       }
             *     }
             */
            measures: {
                [key: string]: components["schemas"]["CellWire"];
            };
            /** @description What is missing in the row's amounts. */
            not_converted?: components["schemas"]["NotConverted"][];
        };
        /** @description Figures, sorted by their dimensions. */
        FiguresWire: {
            as_of: components["schemas"]["AsOfWire"];
            /** @description What is missing in the amounts of all rows together; empty where everything was converted. */
            not_converted: components["schemas"]["NotConverted"][];
            rows: components["schemas"]["FigureRowWire"][];
            /** @example Europe/London */
            zone: string;
        };
        /** @description Only what fits all of these. */
        FilterWire: {
            /**
             * @description Each with those below it.
             * @default []
             * @example [
             *       "home/kitchen"
             *     ]
             */
            category: string[];
            /** @default [] */
            channel: string[];
            /**
             * @default []
             * @example [
             *       "DE",
             *       "FR"
             *     ]
             */
            country: string[];
            /** @default [] */
            currency: string[];
            /** @default [] */
            entity: string[];
            /** @default [] */
            market: string[];
            /** @default [] */
            sku: string[];
            /**
             * @description The order's status as of now.
             * @default []
             */
            status: string[];
            /**
             * @description Of the line, as it was placed: `determined`, `provisional`, `not_determined`.
             * @default []
             */
            tax_status: string[];
            /**
             * @description Of stock: codes of warehouses, or `in_transit`.
             * @default []
             */
            warehouse: string[];
        };
        /** @description Whose orders are looked for: one of e-mail, phone and name. */
        FindByPerson: {
            /**
             * @description The country a national phone number is of.
             * @example DE
             */
            country?: string | null;
            cursor?: string | null;
            /**
             * @description The whole address.
             * @example erika@example.org
             */
            email?: string | null;
            limit?: components["schemas"]["Limit"];
            /**
             * @description Whole words of the name.
             * @example Erika Mustermann
             */
            name?: string | null;
            /**
             * @description The whole number, however written.
             * @example +49 30 901820
             */
            phone?: string | null;
        };
        /** @description Whom to look for: exactly one of the three. */
        FindPersons: {
            /**
             * @description The country a national number belongs to.
             * @example DE
             */
            country?: string | null;
            /**
             * @description The whole address.
             * @example erika@example.org
             */
            email?: string | null;
            /**
             * @description Whole words of the name, all of which must be there.
             * @example erika mustermann
             */
            name?: string | null;
            /**
             * @description The whole number, with `+` or within `country`.
             * @example +49 30 901820
             */
            phone?: string | null;
        };
        /** @description Orders found. */
        FoundOrders: components["schemas"]["Page_OrderSummary"] & {
            total?: components["schemas"]["TotalWire"] | null;
        };
        /** @description The persons found, masked, and their orders. */
        FoundPersons: components["schemas"]["Page_OrderSummary"] & {
            /** @description Whether more persons may fit than were looked at: ask more exactly. */
            more_persons: boolean;
            persons: components["schemas"]["PersonWire"][];
        };
        /** @description A person found, masked. */
        FoundWire: {
            /**
             * @description The customer this person belongs to.
             * @example cus_05WXQ7Z9K2F3A
             */
            customer?: string | null;
            /** @example per_05WXQ7Z9K2F3A */
            person: string;
            preview: components["schemas"]["Masked"];
        };
        /** @description Free form: its fields may grow and change; what it holds is told where it stands. Ids are texts, money is `{"amount","currency"}`. */
        FreeForm: {
            [key: string]: unknown;
        };
        /** @description A document, as it was frozen. */
        FrozenDocumentBody: {
            /** @example consumer */
            buyer: string;
            /** @description Of a credit note: the number of the invoice it corrects. */
            corrects?: string | null;
            /**
             * @description Where the goods go.
             * @example DE
             */
            country: string;
            /**
             * @description The legal entity that sells.
             * @example hanse-de
             */
            entity: string;
            gross: components["schemas"]["MoneyBody"];
            /** @example doc_05WXQ7Z9K2F3A */
            id: string;
            in_books?: components["schemas"]["InBooksBody"] | null;
            /** @example 2026-11-21T22:00:00Z */
            issued_at: string;
            /**
             * @description `invoice` or `credit_note`.
             * @example invoice
             */
            kind: string;
            lines: components["schemas"]["FrozenLineBody"][];
            /** @description A credit note's amounts are above zero: it takes them back. */
            net: components["schemas"]["MoneyBody"];
            /** @example HANSE-EU-INV-2026-000001 */
            number: string;
            /** @example ord_05WXQ7Z9K2F3A */
            order: string;
            /**
             * Format: int64
             * @description The order's version it was drawn up from: `GET /v1/orders/{id}/versions/{version}` tells its tax answers.
             */
            order_version: number;
            /** @example 2026-11-20T10:00:00Z */
            placed_at: string;
            /** @description What rounding the document adds to its lines' gross. */
            rounding: components["schemas"]["MoneyBody"];
            seller?: components["schemas"]["InvoiceSellerBody"] | null;
            sold_to?: components["schemas"]["SoldToBody"] | null;
            supplied?: components["schemas"]["SuppliedBody"] | null;
            tax: components["schemas"]["MoneyBody"];
            /** @description Net and tax by how they are taxed. */
            tax_groups: components["schemas"]["FrozenGroupBody"][];
        };
        /** @description Lines that are taxed alike. */
        FrozenGroupBody: components["schemas"]["FrozenTaxBody"] & {
            net: components["schemas"]["MoneyBody"];
            tax: components["schemas"]["MoneyBody"];
        };
        /** @description A line of a document. */
        FrozenLineBody: {
            gross: components["schemas"]["MoneyBody"];
            /**
             * @description `goods`, `carriage`, `discount`, `voucher`, `adjustment`.
             * @example goods
             */
            kind: string;
            /**
             * Format: int64
             * @description The order's line.
             */
            line: number;
            name: string;
            net: components["schemas"]["MoneyBody"];
            price_includes_tax: boolean;
            /** Format: int64 */
            quantity: number;
            sku: string;
            tax: components["schemas"]["MoneyBody"];
            tax_class: string;
            /** @example determined */
            tax_status: string;
            taxes: components["schemas"]["FrozenTaxBody"][];
            /**
             * @description The price of a piece without tax, to six decimals.
             * @example 10.504202
             */
            unit_net: string;
            /**
             * @description As it was agreed: with tax, or without.
             * @example 12.50
             */
            unit_price: string;
        };
        /** @description How one tax of a line is told. */
        FrozenTaxBody: {
            /**
             * @description EN 16931 category; none where it is not determined or the importer pays at the border.
             * @example S
             */
            category?: string | null;
            /**
             * @description VATEX code of an exemption.
             * @example VATEX-EU-IC
             */
            exemption?: string | null;
            /**
             * @description `origin`, `destination`, `to_marketplace`.
             * @example origin
             */
            leg: string;
            /**
             * @description `seller`, `marketplace`, `buyer`, `carrier`, `importer`, `undetermined`.
             * @example seller
             */
            liable: string;
            /** @description Why it is not determined. */
            not_determined?: string | null;
            /**
             * @description The territory whose tax it is.
             * @example DE
             */
            place?: string | null;
            /** @example 0.19 */
            rate?: string | null;
            /** @example eu.domestic */
            rule: string;
            /** @example standard */
            scheme: string;
            /** @description The law of the rule: the reason of an exemption. */
            source: string;
            /** @example domestic_supply */
            treatment: string;
        };
        /** @description What became of the rates. */
        FxImportedWire: {
            /** @description Known with another rate, which was replaced. */
            corrected: number;
            known: number;
            new: number;
        };
        /** @description An exchange rate with where it comes from. */
        FxQuoteWire: {
            /**
             * Format: date
             * @description The day it was published for.
             */
            day: string;
            from: string;
            /** Format: date */
            on: string;
            purpose: string;
            /**
             * @description How many of `to` one of `from` is.
             * @example 1.1172
             */
            rate: string;
            rule: components["schemas"]["FxRuleWire"];
            source: string;
            /** @description Whether it is more than 7 days from the wanted one. */
            stale: boolean;
            to: string;
            /**
             * Format: date
             * @description The day whose rate the purpose wants.
             */
            wanted: string;
        };
        /** @description Why it is that day's rate. */
        FxRuleWire: {
            /** @description In the caller's language. */
            says: string;
            source: string;
            /** @description `house`: no law, how this house does it; `unsure`: a law whose text was not checked. */
            status: string;
        };
        /** @description A group of customers with price lists of its own. */
        GroupWire: {
            /**
             * @description None takes the customer out of its group.
             * @example wholesale
             */
            group?: string | null;
        };
        /** @description Why an order waits. */
        HoldBody: {
            /**
             * @description A word: `review`, `address`, `buyer_asked` …
             * @example review
             */
            because: string;
            /**
             * Format: int32
             * @description It is released by itself after so many minutes; without, when somebody releases it.
             */
            minutes?: number | null;
            reason?: string | null;
        };
        /** @description What a channel calls this customer. */
        IdentityWire: {
            /** @example shop */
            channel: string;
            /** @example 17850 */
            external_ref: string;
            /** @example uk-web */
            shop: string;
        };
        /** @description An import. */
        ImportWire: {
            cancel_asked: boolean;
            /** @example 2026-11-21T08:30:00Z */
            created_at: string;
            dry_run: boolean;
            ended_at?: string | null;
            /**
             * @description What the file was called. Absent where nobody said, and where the name may be somebody's.
             * @example orders_2026-11.csv
             */
            file_name?: string | null;
            /** @example job_05WXQ7Z9K2F3A */
            id: string;
            /**
             * Format: int64
             * @description Lines of the file that were worked through.
             * @example 120000
             */
            lines_done: number;
            /**
             * Format: int64
             * @description 0 while nobody knows.
             * @example 320705
             */
            lines_total: number;
            problem?: components["schemas"]["ProblemWire"] | null;
            /** @example uk-retail */
            profile: string;
            report?: components["schemas"]["FreeForm"] | null;
            /** @example uk-web */
            shop: string;
            /**
             * @description `queued`, `running`, `waiting` (rows stand in quarantine), `done` (a dry run also where rows would wait), `failed` or `cancelled`.
             * @example running
             */
            state: string;
        };
        /** @description Amounts in the currency of the seller's books. */
        InBooksBody: {
            /**
             * @description One of the document's currency is so many of the books': the rate the sale was booked at.
             * @example 0.86735
             */
            rate: string;
            /**
             * @description Whose rate of which day.
             * @example ecb 2026-11-20
             */
            source: string;
            tax: components["schemas"]["MoneyBody"];
        };
        /** @description Who sells. */
        InvoiceSellerBody: {
            address?: components["schemas"]["PostalAddress"] | null;
            /** @example DE */
            country: string;
            /**
             * @description The legal name.
             * @example Hanse Deutschland GmbH
             */
            name: string;
            vat_ids: components["schemas"]["InvoiceVatIdBody"][];
        };
        /** @description A number the seller is registered for tax under. */
        InvoiceVatIdBody: {
            /** @example DE123456789 */
            number: string;
            /**
             * @description `standard`, `oss`, `ioss`.
             * @example standard
             */
            scheme: string;
            /** @example DE */
            territory: string;
        };
        /** @description An invoice that was issued, and the order after it. */
        InvoicedBody: components["schemas"]["OrderAfterBody"] & {
            /**
             * @description What stands on the paper; `/invoices/{number}` reads what was frozen under it.
             * @example demo-de-2026-000001
             */
            number: string;
        };
        /** @description A key that is wanted. */
        IssueKey: {
            /**
             * Format: date-time
             * @description When it ends by itself; never when not said. No later than the key that asks.
             * @example 2027-11-21T08:30:00Z
             */
            expires_at?: string | null;
            /**
             * @description What it is for, in your words; name no person. 1 to 100 characters.
             * @example shop front
             */
            label: string;
            /**
             * @description What it may do; the key that asks must be allowed all of it itself.
             * @example [
             *       "orders:read",
             *       "orders:write"
             *     ]
             */
            scopes: string[];
        };
        /** @description A key that was issued. */
        IssuedWire: components["schemas"]["KeyWire"] & {
            /**
             * @description The key itself, this once: it is kept nowhere. Absent when the same request was done before; then revoke the key and issue
             *     another.
             * @example hk_demo_7GQ2M9V4T1C8E5X0B3K6N7R2W9Y4
             */
            secret?: string | null;
        };
        /** @description An API key, as it may be shown: without its secret. */
        KeyWire: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:30:00Z
             */
            created_at: string;
            /**
             * @description The key or part of the program that issued it.
             * @example key_05WXQ7Z9K2F39
             */
            created_by: string;
            /**
             * Format: date-time
             * @example 2027-11-21T08:30:00Z
             */
            expires_at?: string | null;
            /** @example key_05WXQ7Z9K2F3A */
            id: string;
            /**
             * @description What it is for.
             * @example shop front
             */
            label: string;
            /**
             * @description How it begins, to tell keys apart.
             * @example hk_demo_7GQ2
             */
            prefix: string;
            /**
             * Format: date-time
             * @example 2026-12-01T08:30:00Z
             */
            revoked_at?: string | null;
            /**
             * @description What it may do.
             * @example [
             *       "orders:read",
             *       "orders:write"
             *     ]
             */
            scopes: string[];
            /**
             * @description `active`, `expired` or `revoked`.
             * @example active
             */
            state: string;
        };
        /** @description One service from a warehouse to a destination. */
        LaneWire: {
            /** @description The price of a parcel before its weight. */
            base: components["schemas"]["MoneyAmount"];
            /**
             * @description Orders from this time of day on, in `zone`, leave a day later.
             * @example 16:00
             */
            cut_off?: string | null;
            /**
             * Format: int64
             * @example 4
             */
            days_max: number;
            /**
             * Format: int64
             * @example 2
             */
            days_min: number;
            /**
             * @description A country, or `*` for every country without a lane of its own.
             * @example FR
             */
            destination: string;
            /** @description The price of a kilogram, in the same currency; grams are charged in proportion. */
            per_kg: components["schemas"]["MoneyAmount"];
            /** @example DHL Paket International */
            service: string;
            /**
             * @description Where the figures are from.
             * @example contract of 2026-01-01
             */
            source: string;
            /**
             * @description `sure` or `unsure`: whether somebody vouches for the figures.
             * @example sure
             */
            status: string;
            /**
             * @description The first instant it holds.
             * @example 2026-01-01T00:00:00Z
             */
            valid_from: string;
            /**
             * @description The first instant it no longer holds; for ever when not said.
             * @example 2027-01-01T00:00:00Z
             */
            valid_to?: string | null;
            /** @example Europe/Berlin */
            zone: string;
        };
        /** @description All the lanes of a warehouse. */
        Lanes: {
            lanes: components["schemas"]["LaneWire"][];
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description Why a row is left out. */
        LeaveOutRow: {
            /**
             * @description Why, for the record. Name nobody: the record stays.
             * @example a test of the shop, no sale
             */
            reason?: string | null;
        };
        /**
         * Format: int32
         * @description How many rows a page holds: 1 to 200, 50 when not said.
         * @default 50
         */
        Limit: number;
        /** @description How far the pieces of a line are. */
        LineAfterBody: {
            /** Format: int64 */
            cancelled: number;
            /** Format: int64 */
            delivered: number;
            /** Format: int64 */
            line: number;
            /** Format: int64 */
            quantity: number;
            /** Format: int64 */
            returned: number;
            /** Format: int64 */
            shipped: number;
            sku: string;
        };
        LineBody: {
            /**
             * Format: int64
             * @example 2
             */
            quantity: number;
            /** @example LAMP-RED-S */
            sku: string;
            /**
             * @description A price agreed outside the lists, up to six decimals, with or without tax as the market shows prices.
             * @example 12.50
             */
            unit_price?: string | null;
        };
        /**
         * @description Why a person or a reference belongs to a customer.
         * @enum {string}
         */
        LinkReason: "same_email" | "same_phone" | "same_reference" | "first_seen" | "several_same_email" | "several_same_phone" | "by_hand";
        /** @description A person of this customer: a number; their data opens through `/v1/persons/{person}/reveal`. */
        LinkedPersonWire: {
            /** @example 2026-11-21T22:00:00Z */
            at: string;
            /** @example per_05WXQ7Z9K2F3A */
            person: string;
            reason: components["schemas"]["LinkReason"];
        };
        LocaleCount: {
            /** @example de */
            locale: string;
            /** Format: int64 */
            missing: number;
            /**
             * Format: int64
             * @description Products with a name in exactly this language.
             */
            named: number;
        };
        /** @description Pieces that are gone for good. */
        Loss: {
            at?: string | null;
            document?: string | null;
            /** @description Certain, so that it is recorded even where the books know of no such pieces: stock then goes below zero. */
            fact?: boolean;
            lines: components["schemas"]["LostPieces"][];
            /** @example broken */
            reason: string;
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description Pieces of a variant. */
        LostPieces: {
            /**
             * Format: int64
             * @example 6
             */
            quantity: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description What made a version. */
        MadeBody: {
            actor: string;
            /** @example 2026-11-21T22:00:00Z */
            at: string;
            /** @example orders.order_held.v1 */
            event: string;
            reason?: string | null;
            /**
             * Format: int64
             * @example 3
             */
            version: number;
        };
        /** @description A market. */
        MarketWire: {
            code: string;
            countries: string[];
            currency: string;
            /** @description The price list that is asked last. */
            default_list?: string | null;
            names: {
                [key: string]: string;
            };
            parent?: string | null;
            rounding: string;
            seller: string;
            tax_inclusive: boolean;
            /** Format: int64 */
            version: number;
        };
        /** @description A masked person. Unlike [`PersonData`] it may leave the vault as JSON. */
        Masked: {
            /** @example DE */
            country?: string | null;
            /** @example e***@e***.org */
            email?: string | null;
            /**
             * @description First letters of the name's words.
             * @example E*** M***
             */
            name: string;
            /**
             * @description The last two digits.
             * @example ***20
             */
            phone?: string | null;
        };
        /** @description Say that this customer is another one. */
        MergeWire: {
            /** @example cus_05WXQ7Z9K2F3A */
            into: string;
            /**
             * @description Why, in your words.
             * @example Same person, said so on the phone
             */
            reason: string;
        };
        /** @description The problem a correction met. */
        MetWire: {
            facts: {
                [key: string]: string;
            };
            /** @example quantity */
            field?: string | null;
            /** @example not_a_number */
            problem: string;
            /**
             * @description The offending cell, as it was corrected, shortened.
             * @example nought
             */
            value: string;
        };
        /** @description An amount as a decimal text, with its currency. */
        Money: {
            /**
             * @description With all the decimals of the currency.
             * @example 119.00
             */
            amount: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
        };
        /** @description An amount of money. */
        MoneyAmount: {
            /**
             * @description With all the decimals of the currency, exact.
             * @example 12.34
             */
            amount: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
        };
        /** @description An amount of money. */
        MoneyBody: {
            /** @example 12.34 */
            amount: string;
            /** @example EUR */
            currency: string;
        };
        /** @description A change of on hand. */
        MovementWire: {
            /** @description Who recorded it. */
            actor: string;
            /**
             * @description When it happened.
             * @example 2026-11-20T09:30:00Z
             */
            at: string;
            document?: string | null;
            /** @example mov_05WXQ7Z9K2F3A */
            id: string;
            /**
             * @description `received`, `adjusted`, `counted`, `transfer_out`, `transfer_in`, `shipped`, `sold`, `returned`, `written_off`,
             *     `opening` or `opening_derived` (worked out from sales, counted by nobody).
             * @example received
             */
            kind: string;
            /**
             * Format: int64
             * @description Pieces in (above zero) or out (below).
             */
            quantity: number;
            reason?: string | null;
            /**
             * @description When it was recorded.
             * @example 2026-11-20T09:31:00Z
             */
            recorded_at: string;
            unit_cost?: components["schemas"]["UnitAmount"] | null;
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description An account to be added to one entity's chart. */
        NewAccount: {
            /**
             * @description Unique over all entities.
             * @example till_berlin
             */
            code: string;
            /** @example hanse-de */
            entity: string;
            /**
             * @description `asset`, `liability`, `equity`, `income` or `expense`.
             * @example asset
             */
            kind: string;
            /**
             * @description By language.
             * @example {
             *       "de": "Kasse Berlin",
             *       "zh": "柏林现金"
             *     }
             */
            names: {
                [key: string]: string;
            };
        };
        /** @description Another spelling of a SKU. */
        NewAlias: {
            /** @example Mug red (old) */
            alias: string;
        };
        /** @description A legal entity to be added. */
        NewEntity: {
            address?: components["schemas"]["PostalAddress"] | null;
            /**
             * @description Of its books; it cannot be changed later.
             * @example EUR
             */
            base_currency: string;
            /** @example hanse-de */
            code: string;
            /** @example DE */
            country: string;
            /** @example Hanse Handels GmbH */
            name: string;
            /**
             * @description Where its days begin and end.
             * @example Europe/Berlin
             */
            time_zone: string;
        };
        /** @description A market to be. */
        NewMarket: {
            /** @example de */
            code: string;
            /**
             * @description The countries it sells to.
             * @example [
             *       "DE",
             *       "AT"
             *     ]
             */
            countries: string[];
            /** @example EUR */
            currency: string;
            /**
             * @example {
             *       "en": "Germany",
             *       "zh": "德国"
             *     }
             */
            names?: {
                [key: string]: string;
            };
            /** @description The market whose price lists are asked where this one's have no price. */
            parent?: string | null;
            /**
             * @description At what tax is rounded (`unit`, `line`, `tax_group`, `document`) and how (`half_up`, `half_even`), with a stroke between; `unit` rounds the
             *     price of a piece, the others each line's price.
             * @example line/half_up
             */
            rounding: string;
            /**
             * @description The legal entity that sells.
             * @example hanse-de
             */
            seller: string;
            /**
             * @description Whether prices are shown with tax.
             * @example true
             */
            tax_inclusive: boolean;
        };
        /** @description A price list to be. */
        NewPriceList: {
            /** @description Only for orders of this channel. */
            channel?: string | null;
            /** @example EUR */
            currency: string;
            /**
             * @description Only for customers of this group.
             * @example wholesale
             */
            customer_group?: string | null;
            /** @description Whether it becomes the market's default list, which is asked last. */
            default?: boolean;
            /** @example de */
            market: string;
            /**
             * @example {
             *       "en": "Germany, retail",
             *       "zh": "德国零售"
             *     }
             */
            names?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description The list with the higher number is asked first.
             */
            priority?: number;
            /** @example line/half_up */
            rounding: string;
            /**
             * @description Whether the tax is inside the prices.
             * @example true
             */
            tax_inclusive: boolean;
            /**
             * Format: date-time
             * @description Now, when not given.
             */
            valid_from?: string | null;
            /**
             * Format: date-time
             * @description The first instant it no longer holds.
             */
            valid_to?: string | null;
        };
        /** @description A product to be. */
        NewProduct: {
            /**
             * @description A path, the general first.
             * @example home/kitchen/mugs
             */
            category?: string;
            /**
             * @example {
             *       "en": "Stoneware, 330 ml"
             *     }
             */
            descriptions?: {
                [key: string]: string;
            };
            /**
             * @description 6, 8 or 10 digits of the Harmonised System.
             * @example 691200
             */
            hs_code?: string | null;
            /**
             * @description By language; at least one.
             * @example {
             *       "de": "Becher",
             *       "en": "Mug",
             *       "zh": "马克杯"
             *     }
             */
            names: {
                [key: string]: string;
            };
            options?: components["schemas"]["OptionWire"][];
            /**
             * @description The country the goods were made in.
             * @example CN
             */
            origin?: string | null;
            /**
             * @description The goods class the tax rules tell apart.
             * @example standard
             */
            tax_class: string;
            variants: components["schemas"]["NewVariantWire"][];
        };
        /** @description Goods to be sent from one warehouse to another. */
        NewTransfer: {
            document?: string | null;
            /** @example wh_05WXQ7Z9K2F3A */
            from: string;
            lines: components["schemas"]["PiecesWire"][];
            /** @example wh_05WXQ7Z9K2F3B */
            to: string;
        };
        /** @description A variant to be. */
        NewVariantWire: {
            /**
             * @description A value for each option.
             * @example {
             *       "colour": "red"
             *     }
             */
            choices?: {
                [key: string]: string;
            };
            /** @example MUG-RED */
            sku: string;
            /**
             * Format: int64
             * @description Of one piece, ready to ship.
             * @example 410
             */
            weight_grams?: number | null;
        };
        /** @description A warehouse to be. */
        NewWarehouse: {
            /**
             * @description Its short name, for ever: `a-z`, `0-9`, `_` and `-`.
             * @example hamburg
             */
            code: string;
            /** @example DE */
            country: string;
            /**
             * @description The legal entity that owns the stock in it.
             * @example hanse-de
             */
            entity: string;
            /** @example 20457 */
            postcode?: string | null;
            /**
             * @description The zone of its working day.
             * @example Europe/Berlin
             */
            zone: string;
        };
        /**
         * @description Amounts that are in no figure, as no rate of their day converts them. Counts (orders, pieces) miss nothing; an average is of what was
         *     converted.
         */
        NotConverted: {
            /**
             * @description What they are in.
             * @example JPY
             */
            currency: string;
            /**
             * Format: date
             * @description The first local day without a rate.
             * @example 2010-12-01
             */
            first_day: string;
            /**
             * @description What they were to be shown in; absent where the entity's books are not known.
             * @example EUR
             */
            into?: string | null;
            /**
             * Format: date
             * @example 2010-12-09
             */
            last_day: string;
            /**
             * @description By measure; an average's are its `sales`.
             * @example {
             *       "sales": {
             *         "amount": "1600",
             *         "currency": "JPY"
             *       }
             *     }
             */
            measures: {
                [key: string]: components["schemas"]["FigureAmount"];
            };
            /**
             * Format: int64
             * @description How many rows are behind them.
             * @example 12
             */
            rows: number;
        };
        OptionValueWire: {
            /** @example red */
            code: string;
            /**
             * @example {
             *       "en": "Red",
             *       "zh": "红色"
             *     }
             */
            names?: {
                [key: string]: string;
            };
        };
        /** @description An option with its values, each in its order. */
        OptionWire: {
            /** @example colour */
            code: string;
            /**
             * @example {
             *       "en": "Colour",
             *       "zh": "颜色"
             *     }
             */
            names?: {
                [key: string]: string;
            };
            values: components["schemas"]["OptionValueWire"][];
        };
        /** @description What may be done now with one of several orders. */
        OrderActionsBody: {
            actions: components["schemas"]["ActionBody"][];
            /** @example ord_05WXQ7Z9K2F3A */
            order: string;
        };
        /** @description Where an order stands after a step. Its reasons, parcels, payments and documents are read with `GET /v1/orders/{id}`. */
        OrderAfterBody: {
            /** @example shipped */
            fulfilment: string;
            gross: components["schemas"]["MoneyBody"];
            held_because?: string | null;
            /** @description When it is released by itself. */
            held_until?: string | null;
            /** @example ord_05WXQ7Z9K2F3A */
            id: string;
            lines: components["schemas"]["LineAfterBody"][];
            net: components["schemas"]["MoneyBody"];
            paid: components["schemas"]["MoneyBody"];
            /** @example paid */
            payment: string;
            refunded: components["schemas"]["MoneyBody"];
            /**
             * @description `open`, `held`, `completed`, `cancelled`.
             * @example open
             */
            status: string;
            tax: components["schemas"]["MoneyBody"];
            /** @example determined */
            tax_status: string;
            /** Format: int64 */
            version: number;
        };
        /** @description An order with everything that was decided about it. */
        OrderBody: {
            /** @example consumer */
            buyer: string;
            channel: string;
            /** @example DE */
            country: string;
            customer?: string | null;
            /**
             * @description How it was rounded, converted and sourced: the warehouses with what each would have cost; the buyer's VAT number, masked, with
             *     the register's answer. Free form.
             */
            decisions: components["schemas"]["FreeForm"];
            entity: string;
            external_number?: string | null;
            /** @example unfulfilled */
            fulfilment: string;
            /** @description What the seller is owed. Tax that a marketplace collects and owes itself is not in it: see `decisions.marketplace_tax`. */
            gross: components["schemas"]["MoneyBody"];
            held_because?: string | null;
            /** @description When it is released by itself. */
            held_until?: string | null;
            /** @example ord_05WXQ7Z9K2F3A */
            id: string;
            lines: components["schemas"]["OrderLineBody"][];
            market: string;
            net: components["schemas"]["MoneyBody"];
            paid: components["schemas"]["MoneyBody"];
            /** @example unpaid */
            payment: string;
            /** @description The recipient's id in the vault; revealed there, with a purpose. */
            person?: string | null;
            placed_at: string;
            /**
             * @description The proofs that its provisional tax waits for: `export_proof`, `transport_proof`, `vat_id_answer`, …
             * @example [
             *       "export_proof"
             *     ]
             */
            proofs_missing: string[];
            recorded_at: string;
            refunded: components["schemas"]["MoneyBody"];
            rounding: components["schemas"]["MoneyBody"];
            shop: string;
            /**
             * @description `open`, `held`, `completed`, `cancelled`.
             * @example open
             */
            status: string;
            tax: components["schemas"]["MoneyBody"];
            /**
             * @description `determined`, `provisional` or `not_determined`: the least sure of the lines.
             * @example determined
             */
            tax_status: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A line with its tax, price and stock. */
        OrderLineBody: {
            /** Format: int64 */
            cancelled: number;
            /** Format: int64 */
            delivered: number;
            gross: components["schemas"]["MoneyBody"];
            /**
             * @description `goods`, `carriage`, `discount`, `voucher`, `adjustment`.
             * @example goods
             */
            kind: string;
            /** Format: int64 */
            line: number;
            /**
             * @description As it was sold.
             * @example Lamp
             */
            name: string;
            net: components["schemas"]["MoneyBody"];
            /** @description Which price list and entry, and why. Free form. */
            price_answer: components["schemas"]["FreeForm"];
            price_includes_tax: boolean;
            /**
             * @description What the catalogue calls it now, in the languages asked for (`Accept-Language`), else in English or the first there is. Told
             *     where one order is read.
             * @example 台灯
             */
            product_name?: string | null;
            /** Format: int64 */
            quantity: number;
            refunded: components["schemas"]["MoneyBody"];
            /** Format: int64 */
            returned: number;
            /** Format: int64 */
            shipped: number;
            sku: string;
            tax: components["schemas"]["MoneyBody"];
            /**
             * @description How the line's taxes were rounded (`line/half_up`), and every leg of them: territory, treatment, scheme, category, who is liable,
             *     rate, base, amount, status, rule, source. Free form.
             */
            tax_answer: components["schemas"]["FreeForm"];
            tax_class: string;
            /** @example determined */
            tax_status: string;
            /** @example 12.50 */
            unit_price: string;
            warehouse?: string | null;
        };
        /** @description How many orders wait for a person, by why they wait. An order may be in several. */
        OrderQueuesBody: {
            /** @description `status=held`. */
            held: components["schemas"]["Counted"];
            /** @description `payment=overpaid`. */
            overpaid: components["schemas"]["Counted"];
            /** @description `held_because=tax_not_determined`: among those held. */
            tax_not_determined: components["schemas"]["Counted"];
            /** @description `status=open&fulfilment=unfulfilled`. */
            to_ship: components["schemas"]["Counted"];
        };
        /** @description An order in a list: without its lines. */
        OrderSummary: {
            /** @example 2026-11-21T22:05:00Z */
            changed_at: string;
            /** @example web */
            channel: string;
            /**
             * @description Where the goods go.
             * @example DE
             */
            country: string;
            /** @example EUR */
            currency: string;
            /** @description The customer, once identified. */
            customer?: string | null;
            /**
             * @description The legal entity that sells.
             * @example de-gmbh
             */
            entity: string;
            /** @description The channel's own number of it. */
            external_number?: string | null;
            /** @example unfulfilled */
            fulfilment: string;
            gross: components["schemas"]["Amount"];
            /** @example tax_not_determined */
            held_because?: string | null;
            /** @example ord_01JD3Q8W0Z000 */
            id: string;
            /** @example de */
            market: string;
            net: components["schemas"]["Amount"];
            paid: components["schemas"]["Amount"];
            /** @example paid */
            payment: string;
            /** @description The recipient: a number of the vault, no personal data. */
            person?: string | null;
            /** @example 2026-11-21T22:00:00Z */
            placed_at: string;
            /** @example 2026-11-21T22:00:00Z */
            recorded_at: string;
            refunded: components["schemas"]["Amount"];
            /** @example de-shop */
            shop: string;
            /** @example open */
            status: string;
            tax: components["schemas"]["Amount"];
            /** @example determined */
            tax_status: string;
            /**
             * Format: int64
             * @description Pieces of goods.
             */
            units: number;
            /** Format: int64 */
            version: number;
        };
        /** @description A customer's orders of one channel, shop and currency. */
        OrderSumsBody: {
            /** @example web */
            channel: string;
            /**
             * @description When the first was placed.
             * @example 2026-11-21T22:00:00Z
             */
            first_at: string;
            gross: components["schemas"]["Amount"];
            /** @example 2026-11-21T22:00:00Z */
            last_at: string;
            net: components["schemas"]["Amount"];
            /** Format: int64 */
            orders: number;
            /** @description Given back of it. */
            refunded: components["schemas"]["Amount"];
            /** @example de-shop */
            shop: string;
        };
        /** @description An order as a version left it. */
        OrderVersionBody: components["schemas"]["MadeBody"] & {
            order: components["schemas"]["OrderBody"];
        };
        /** @description One page of a list. */
        Page_AccountWire: {
            items: {
                /** @example receivable */
                code: string;
                /** @description Whose own account it is; not there for those that every entity has. */
                entity?: string | null;
                /**
                 * @description `asset`, `liability`, `equity`, `income` or `expense`.
                 * @example asset
                 */
                kind: string;
                /**
                 * @example {
                 *       "en": "Receivables",
                 *       "zh": "应收账款"
                 *     }
                 */
                names: {
                    [key: string]: string;
                };
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_BehindRowWire: {
            items: {
                /**
                 * @description The beginning of the quarter hour it happened in.
                 * @example 2026-10-25T00:15:00Z
                 */
                at: string;
                /**
                 * @description `placed`, `cancelled`, `returned`, `credited`, `refunded` or `waiting`; of stock `in_stock`, `in_transit` or `short`.
                 * @example placed
                 */
                happened: string;
                /**
                 * Format: int64
                 * @description 0 when the order as a whole is meant.
                 */
                line: number;
                /**
                 * @description None of stock.
                 * @example ord_01JD3Q8W0Z000
                 */
                order?: string | null;
                /**
                 * @description What the order's shop calls it, where it has a number.
                 * @example 1001
                 */
                order_number?: string | null;
                /** @description Its part of the figure. */
                part: components["schemas"]["CellWire"];
                /** @example MUG-RED */
                sku?: string;
                /**
                 * @description Of stock: the warehouse's code, or `in_transit`.
                 * @example hamburg
                 */
                warehouse?: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_CustomerWire: {
            items: {
                /** @example 2026-11-21T22:00:00Z */
                created_at: string;
                /**
                 * @description Its price lists are those of this group, besides those of everybody.
                 * @example wholesale
                 */
                group?: string | null;
                /** @example eu */
                home_region: string;
                /** @example cus_05WXQ7Z9K2F3A */
                id: string;
                kind: components["schemas"]["CustomerKind"];
                /**
                 * @description A legal person's name.
                 * @example Beispiel GmbH
                 */
                legal_name?: string | null;
                /** @description Set when it was merged: look at that one instead. */
                merged_into?: string | null;
                /** @example DE123456789 */
                vat_id?: string | null;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_EntityWire: {
            items: {
                address?: components["schemas"]["PostalAddress"] | null;
                /** @example EUR */
                base_currency: string;
                /**
                 * Format: date
                 * @description The last closed day of its books.
                 * @example 2026-10-31
                 */
                closed_until?: string | null;
                /** @example hanse-de */
                code: string;
                /** @example DE */
                country: string;
                /** @example Hanse Handels GmbH */
                name: string;
                /** @example Europe/Berlin */
                time_zone: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_EntryWire: {
            items: (components["schemas"]["EntryHead"] & {
                transfers: components["schemas"]["EntryTransferWire"][];
            })[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ImportWire: {
            items: {
                cancel_asked: boolean;
                /** @example 2026-11-21T08:30:00Z */
                created_at: string;
                dry_run: boolean;
                ended_at?: string | null;
                /**
                 * @description What the file was called. Absent where nobody said, and where the name may be somebody's.
                 * @example orders_2026-11.csv
                 */
                file_name?: string | null;
                /** @example job_05WXQ7Z9K2F3A */
                id: string;
                /**
                 * Format: int64
                 * @description Lines of the file that were worked through.
                 * @example 120000
                 */
                lines_done: number;
                /**
                 * Format: int64
                 * @description 0 while nobody knows.
                 * @example 320705
                 */
                lines_total: number;
                problem?: components["schemas"]["ProblemWire"] | null;
                /** @example uk-retail */
                profile: string;
                report?: components["schemas"]["FreeForm"] | null;
                /** @example uk-web */
                shop: string;
                /**
                 * @description `queued`, `running`, `waiting` (rows stand in quarantine), `done` (a dry run also where rows would wait), `failed` or `cancelled`.
                 * @example running
                 */
                state: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_KeyWire: {
            items: {
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:30:00Z
                 */
                created_at: string;
                /**
                 * @description The key or part of the program that issued it.
                 * @example key_05WXQ7Z9K2F39
                 */
                created_by: string;
                /**
                 * Format: date-time
                 * @example 2027-11-21T08:30:00Z
                 */
                expires_at?: string | null;
                /** @example key_05WXQ7Z9K2F3A */
                id: string;
                /**
                 * @description What it is for.
                 * @example shop front
                 */
                label: string;
                /**
                 * @description How it begins, to tell keys apart.
                 * @example hk_demo_7GQ2
                 */
                prefix: string;
                /**
                 * Format: date-time
                 * @example 2026-12-01T08:30:00Z
                 */
                revoked_at?: string | null;
                /**
                 * @description What it may do.
                 * @example [
                 *       "orders:read",
                 *       "orders:write"
                 *     ]
                 */
                scopes: string[];
                /**
                 * @description `active`, `expired` or `revoked`.
                 * @example active
                 */
                state: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MarketWire: {
            items: {
                code: string;
                countries: string[];
                currency: string;
                /** @description The price list that is asked last. */
                default_list?: string | null;
                names: {
                    [key: string]: string;
                };
                parent?: string | null;
                rounding: string;
                seller: string;
                tax_inclusive: boolean;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MovementWire: {
            items: {
                /** @description Who recorded it. */
                actor: string;
                /**
                 * @description When it happened.
                 * @example 2026-11-20T09:30:00Z
                 */
                at: string;
                document?: string | null;
                /** @example mov_05WXQ7Z9K2F3A */
                id: string;
                /**
                 * @description `received`, `adjusted`, `counted`, `transfer_out`, `transfer_in`, `shipped`, `sold`, `returned`, `written_off`,
                 *     `opening` or `opening_derived` (worked out from sales, counted by nobody).
                 * @example received
                 */
                kind: string;
                /**
                 * Format: int64
                 * @description Pieces in (above zero) or out (below).
                 */
                quantity: number;
                reason?: string | null;
                /**
                 * @description When it was recorded.
                 * @example 2026-11-20T09:31:00Z
                 */
                recorded_at: string;
                unit_cost?: components["schemas"]["UnitAmount"] | null;
                /** @example wh_05WXQ7Z9K2F3A */
                warehouse: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_OrderSummary: {
            items: {
                /** @example 2026-11-21T22:05:00Z */
                changed_at: string;
                /** @example web */
                channel: string;
                /**
                 * @description Where the goods go.
                 * @example DE
                 */
                country: string;
                /** @example EUR */
                currency: string;
                /** @description The customer, once identified. */
                customer?: string | null;
                /**
                 * @description The legal entity that sells.
                 * @example de-gmbh
                 */
                entity: string;
                /** @description The channel's own number of it. */
                external_number?: string | null;
                /** @example unfulfilled */
                fulfilment: string;
                gross: components["schemas"]["Amount"];
                /** @example tax_not_determined */
                held_because?: string | null;
                /** @example ord_01JD3Q8W0Z000 */
                id: string;
                /** @example de */
                market: string;
                net: components["schemas"]["Amount"];
                paid: components["schemas"]["Amount"];
                /** @example paid */
                payment: string;
                /** @description The recipient: a number of the vault, no personal data. */
                person?: string | null;
                /** @example 2026-11-21T22:00:00Z */
                placed_at: string;
                /** @example 2026-11-21T22:00:00Z */
                recorded_at: string;
                refunded: components["schemas"]["Amount"];
                /** @example de-shop */
                shop: string;
                /** @example open */
                status: string;
                tax: components["schemas"]["Amount"];
                /** @example determined */
                tax_status: string;
                /**
                 * Format: int64
                 * @description Pieces of goods.
                 */
                units: number;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PickBody: {
            items: {
                /** @example web */
                channel: string;
                /**
                 * @description Where it goes.
                 * @example FR
                 */
                country: string;
                /**
                 * Format: int64
                 * @description Pieces of it that leave from other warehouses.
                 */
                elsewhere: number;
                lines: components["schemas"]["PickLineBody"][];
                /** @description The number it has in its channel. */
                number?: string | null;
                /** @example ord_05WXQ7Z9K2F3A */
                order: string;
                /**
                 * @description `unpaid`, `partly_paid`, `paid`, `overpaid` (money waits to go back), `partly_refunded`, `refunded`, or
                 *     `unknown` (taken over without a word about money).
                 * @example paid
                 */
                payment: string;
                /** @description Since when the buyer waits. */
                placed_at: string;
                /** @description Some of its pieces are not held for it any more and are gone: it cannot leave whole. */
                short: boolean;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PriceListWire: {
            items: {
                channel?: string | null;
                currency: string;
                customer_group?: string | null;
                /** @example pls_05WXQ7Z9K2F3A */
                id: string;
                market: string;
                names: {
                    [key: string]: string;
                };
                /** Format: int64 */
                priority: number;
                rounding: string;
                tax_inclusive: boolean;
                /** Format: date-time */
                valid_from: string;
                /** Format: date-time */
                valid_to?: string | null;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PriceWire: {
            items: {
                id: string;
                /** Format: int64 */
                min_quantity: number;
                unit_price: components["schemas"]["UnitPriceWire"];
                /** Format: date-time */
                valid_from: string;
                /**
                 * Format: date-time
                 * @description The first instant it no longer holds. The same as `valid_from`: it was replaced before it came into force.
                 */
                valid_to?: string | null;
                variant: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ProductWire: {
            items: {
                category: string;
                descriptions: {
                    [key: string]: string;
                };
                hs_code?: string | null;
                /** @example prd_05WXQ7Z9K2F3A */
                id: string;
                names: {
                    [key: string]: string;
                };
                options: components["schemas"]["OptionWire"][];
                origin?: string | null;
                /** @description `active` or `archived`. */
                status: string;
                tax_class: string;
                variants: components["schemas"]["VariantWire"][];
                /**
                 * Format: int64
                 * @description Rises with every change; also the `ETag`.
                 */
                version: number;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ReturnDetail: {
            items: {
                id: string;
                lines: components["schemas"]["ReturnDetailLine"][];
                order: string;
                /**
                 * @description What the order's shop calls it, where it has a number.
                 * @example 1001
                 */
                order_number?: string | null;
                reason: string;
                received_at?: string | null;
                requested_at: string;
                /** @description `requested`, `received`, or `closed` once all that came back is credited. */
                state: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_RowWire: {
            items: {
                /** @description The row's cells as they stand in the file; never the customer's. */
                cells: {
                    [key: string]: string;
                };
                /** @description What people decided, oldest first. Where the newest did not help, its `met` is why the row stands here now. */
                decisions: components["schemas"]["DecisionWire"][];
                facts: {
                    [key: string]: string;
                };
                /** @example quantity */
                field?: string | null;
                /**
                 * Format: int64
                 * @description The line of the file it begins on.
                 * @example 4711
                 */
                line: number;
                /**
                 * @description The code of the problem.
                 * @example not_a_number
                 */
                problem: string;
                /**
                 * @description `open`, `retried`, `resolved` or `dropped_by_person`.
                 * @example open
                 */
                state: string;
                /**
                 * @description The offending cell, shortened.
                 * @example six
                 */
                value: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ShelfWire: {
            items: {
                /**
                 * Format: int64
                 * @description What can still be promised.
                 */
                available: number;
                /**
                 * Format: int64
                 * @description Pieces kept back from sale.
                 */
                buffer: number;
                /**
                 * Format: int64
                 * @description For how many whole days `available` lasts at that pace; not there where nothing left in those days.
                 */
                days_of_cover?: number | null;
                /**
                 * Format: int64
                 * @description Pieces promised and not yet shipped.
                 */
                held: number;
                /**
                 * Format: int64
                 * @description Pieces on their way here from other warehouses.
                 */
                in_transit: number;
                /**
                 * Format: int64
                 * @description Pieces that are there.
                 */
                on_hand: number;
                /**
                 * Format: int64
                 * @description Pieces that left here for buyers in the last 30 days.
                 */
                shipped_30_days: number;
                /**
                 * Format: int64
                 * @description What was promised or left beyond what is there.
                 */
                shortfall: number;
                /** @example var_05WXQ7Z9K2F3A */
                variant: string;
                /** @example wh_05WXQ7Z9K2F3A */
                warehouse: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ShortfallWire: {
            items: {
                /**
                 * @description The kind of movement that made it.
                 * @example counted
                 */
                cause: string;
                document?: string | null;
                /** @description Who takes care of it. */
                owner?: string | null;
                /** Format: int64 */
                quantity: number;
                /** @example 2026-11-20T09:30:00Z */
                since: string;
                /** @example var_05WXQ7Z9K2F3A */
                variant: string;
                /** @example wh_05WXQ7Z9K2F3A */
                warehouse: string;
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_StatementWire: {
            items: {
                entry: components["schemas"]["EntryHead"];
                transfer: components["schemas"]["EntryTransferWire"];
            }[];
            /** @description Give it back as `cursor` for the next page; not there on the last one. */
            next?: string | null;
        };
        /** @description Rows of one import. */
        PartWire: {
            columns: components["schemas"]["SourceColumnWire"][];
            /** @description That person was erased: the personal cells can be read by nobody any more. */
            erased: boolean;
            /** @example job_05WXQ7Z9K2F3A */
            import: string;
            /**
             * @description Whom the personal cells are about, where the rows have some.
             * @example per_05WXQ7Z9K2F3A
             */
            person?: string | null;
            rows: components["schemas"]["SourceRowWire"][];
        };
        /** @description What to change of a product. */
        PatchProduct: {
            category?: string | null;
            descriptions?: {
                [key: string]: string | null;
            };
            /** @description `null` takes it away. */
            hs_code?: string | null;
            /**
             * @description Only the languages to change; `null` takes the text away.
             * @example {
             *       "ar": "كوب"
             *     }
             */
            names?: {
                [key: string]: string | null;
            };
            /** @description `null` takes it away. */
            origin?: string | null;
            /** @description `active` or `archived`. */
            status?: string | null;
            /** @example reduced */
            tax_class?: string | null;
        };
        /** @description A payment that came in. */
        PayBody: {
            amount: components["schemas"]["MoneyBody"];
            at?: string | null;
            /** @example card */
            method: string;
            /**
             * @description The provider's number of it; the same one again changes nothing.
             * @example pi_3Abc
             */
            reference: string;
        };
        /** @description A payment or a refund. */
        PaymentBody: {
            amount: components["schemas"]["MoneyBody"];
            at: string;
            id: string;
            /** @description `payment` or `refund`. */
            kind: string;
            method: string;
            reference: string;
        };
        /**
         * @description A person as they come in (a basket, a channel's order, a file) and as they come out of the vault again. Comes in as JSON, never
         *     goes out as such: it is not `Serialize` and prints as `***`.
         */
        PersonData: {
            address?: components["schemas"]["Address"] | null;
            /** @description The company they are at. */
            company?: string | null;
            /** @example erika@example.org */
            email?: string | null;
            /**
             * @description As written on a parcel.
             * @example Erika Mustermann
             */
            name: string;
            /**
             * @description With `+` and the country's code, or as dialled within the address's country.
             * @example +49 30 901820
             */
            phone?: string | null;
            /** @description A sole trader's VAT id names a person. */
            vat_id?: string | null;
        };
        /** @description A person, masked. */
        PersonWire: {
            /** @example per_01JD3Q8W0Z000 */
            person: string;
            preview: components["schemas"]["Masked"];
        };
        /** @description An order with pieces to be picked in a warehouse. Nothing in it tells who receives them. */
        PickBody: {
            /** @example web */
            channel: string;
            /**
             * @description Where it goes.
             * @example FR
             */
            country: string;
            /**
             * Format: int64
             * @description Pieces of it that leave from other warehouses.
             */
            elsewhere: number;
            lines: components["schemas"]["PickLineBody"][];
            /** @description The number it has in its channel. */
            number?: string | null;
            /** @example ord_05WXQ7Z9K2F3A */
            order: string;
            /**
             * @description `unpaid`, `partly_paid`, `paid`, `overpaid` (money waits to go back), `partly_refunded`, `refunded`, or
             *     `unknown` (taken over without a word about money).
             * @example paid
             */
            payment: string;
            /** @description Since when the buyer waits. */
            placed_at: string;
            /** @description Some of its pieces are not held for it any more and are gone: it cannot leave whole. */
            short: boolean;
        };
        /** @description Pieces of a line to be picked. */
        PickLineBody: {
            /** @description Every code that is this product, in any case: its SKU and its aliases. */
            codes: string[];
            /**
             * Format: int64
             * @description Pieces that have neither left nor been cancelled.
             */
            left: number;
            /**
             * Format: int64
             * @description The line's number in its order.
             */
            line: number;
            /** @description What the catalogue calls it now, in the reader's language; else what it was sold as. */
            name: string;
            sku: string;
        };
        /** @description So many pieces of a line. */
        PiecesBody: {
            /** Format: int64 */
            line: number;
            /** Format: int64 */
            quantity: number;
        };
        /** @description So many pieces of a line. */
        PiecesIn: {
            /** Format: int64 */
            line: number;
            /** Format: int64 */
            quantity: number;
        };
        /** @description Pieces of a variant. */
        PiecesWire: {
            /**
             * Format: int64
             * @example 6
             */
            quantity: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description An address, a territory, or a word that names no place. */
        PlaceBody: {
            /** @example FR */
            country?: string | null;
            /** @example 75001 */
            postcode?: string | null;
            /** @description What was said, where neither is known. */
            said?: string | null;
            /** @description A territory's code, instead of an address. */
            territory?: string | null;
        };
        /** @description A basket to be placed as an order. */
        PlaceOrderBody: {
            buyer?: components["schemas"]["BuyerBody"] | null;
            carriage?: components["schemas"]["MoneyBody"] | null;
            /**
             * @description Where it was sold.
             * @example web
             */
            channel: string;
            /**
             * @description The market's own unless said.
             * @example EUR
             */
            currency?: string | null;
            /**
             * @description The customer, where it is known: prices of its group hold too.
             * @example cus_05WXQ7Z9K2F3A
             */
            customer?: string | null;
            /**
             * @description The number it has in its channel; unique per channel and shop, for ever.
             * @example W-1001
             */
            external_number?: string | null;
            /**
             * Format: int32
             * @description The hold on the stock ends by itself after so many minutes unless the order ships before.
             */
            hold_minutes?: number | null;
            lines: components["schemas"]["LineBody"][];
            /** @example de */
            market: string;
            /**
             * @description When the buyer ordered, if not now.
             * @example 2026-11-21T22:00:00Z
             */
            placed_at?: string | null;
            /** @description Who receives it. Sealed before anything is written; the order keeps only an id. */
            recipient: components["schemas"]["PersonData"];
            /** @example demo-web */
            shop: string;
        };
        /** @description A placed order, in short. */
        PlacedBody: {
            gross: components["schemas"]["MoneyBody"];
            held_because?: string | null;
            /** @example ord_05WXQ7Z9K2F3A */
            id: string;
            net: components["schemas"]["MoneyBody"];
            /** @example open */
            status: string;
            tax: components["schemas"]["MoneyBody"];
            /** @example determined */
            tax_status: string;
        };
        /** @description A postal address in the entity's own country. */
        PostalAddress: {
            /** @example Hamburg */
            city: string;
            /**
             * @description Street, number, building: one to six lines, in the order the country writes them.
             * @example [
             *       "Am Sandtorkai 5"
             *     ]
             */
            lines: string[];
            /** @example 20457 */
            postcode?: string | null;
            /** @description State or province where the country writes one. */
            region?: string | null;
        };
        /** @description The file as a form. */
        PreviewForm: {
            /**
             * Format: binary
             * @description The file, or of a text its beginning: no more than its first rows is looked at.
             */
            file: Blob;
        };
        /** @description The beginning of a file, as it stands there. */
        PreviewWire: {
            columns: string[];
            /**
             * @description What the file was found to be, by its bytes: csv, workbook or json_lines.
             * @example workbook
             */
            format: string;
            /** @description The first rows, cells by the columns, each shortened. */
            rows: string[][];
        };
        /** @description A price list. */
        PriceListWire: {
            channel?: string | null;
            currency: string;
            customer_group?: string | null;
            /** @example pls_05WXQ7Z9K2F3A */
            id: string;
            market: string;
            names: {
                [key: string]: string;
            };
            /** Format: int64 */
            priority: number;
            rounding: string;
            tax_inclusive: boolean;
            /** Format: date-time */
            valid_from: string;
            /** Format: date-time */
            valid_to?: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @description Which price ends. */
        PriceToEnd: {
            /**
             * Format: date-time
             * @description Now, when not given.
             */
            at?: string | null;
            /**
             * Format: int64
             * @default 1
             */
            min_quantity: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        PriceToSet: {
            /**
             * Format: int64
             * @description The quantity from which it holds.
             * @default 1
             */
            min_quantity: number;
            unit_price: components["schemas"]["UnitAmount"];
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description A price and the stretch of time over which it holds. */
        PriceWire: {
            id: string;
            /** Format: int64 */
            min_quantity: number;
            unit_price: components["schemas"]["UnitPriceWire"];
            /** Format: date-time */
            valid_from: string;
            /**
             * Format: date-time
             * @description The first instant it no longer holds. The same as `valid_from`: it was replaced before it came into force.
             */
            valid_to?: string | null;
            variant: string;
        };
        /** @description What became of the prices. */
        PricesSetWire: {
            set: number;
            /** @description Those that held like that already. */
            unchanged: number;
        };
        /** @description Prices over one stretch of time. */
        PricesToSet: {
            /**
             * Format: date-time
             * @description Now, when not given. In the past only where no price held yet.
             */
            from?: string | null;
            /** @description At most 2,000. */
            prices: components["schemas"]["PriceToSet"][];
            /**
             * Format: date-time
             * @description The first instant they no longer hold; what held beyond it before returns then.
             */
            to?: string | null;
        };
        /** @description Why a request was not done (RFC 9457). Branch on `code`; show `title` and `detail` to people. */
        Problem: {
            /**
             * @description The stable code: never changes its meaning.
             * @example out_of_stock
             */
            code: string;
            /**
             * @description What happened, with the facts, in the caller's language.
             * @example MUG-RED: 3 wanted, 2 available.
             */
            detail: string;
            /** @description The facts of the detail, by name, as text. */
            facts?: {
                [key: string]: string;
            };
            /**
             * @description JSON pointer (RFC 6901) of the input field it is about.
             * @example /lines/0/sku
             */
            field?: string | null;
            /** @description What can be done about it. */
            help?: string | null;
            /**
             * @description Quote this when asking for help; it stands in the server's log.
             * @example req_05WXQ7Z9K2F3A
             */
            request_id: string;
            /**
             * Format: int32
             * @description The HTTP status.
             * @example 409
             */
            status: number;
            /**
             * @description What happened, in a few words of the caller's language.
             * @example Out of stock
             */
            title: string;
            /**
             * @description Where the code is explained, relative to this server.
             * @example /docs#problem-out_of_stock
             */
            type: string;
        };
        /** @description Why an import failed. */
        ProblemWire: {
            code: string;
            facts: {
                [key: string]: string;
            };
        };
        /** @description A product. */
        ProductWire: {
            category: string;
            descriptions: {
                [key: string]: string;
            };
            hs_code?: string | null;
            /** @example prd_05WXQ7Z9K2F3A */
            id: string;
            names: {
                [key: string]: string;
            };
            options: components["schemas"]["OptionWire"][];
            origin?: string | null;
            /** @description `active` or `archived`. */
            status: string;
            tax_class: string;
            variants: components["schemas"]["VariantWire"][];
            /**
             * Format: int64
             * @description Rises with every change; also the `ETag`.
             */
            version: number;
        };
        /** @description A profile to be kept. */
        ProfileToSave: {
            /** @description TOML, as `GET /v1/imports/profiles` tells it. */
            text: string;
        };
        /** @description A profile: what the columns of a kind of file mean. */
        ProfileWire: {
            about: string;
            cancellation_starts_with: string[];
            /**
             * @description The column of each fact, as the file names it.
             * @example {
             *       "invoice_number": "InvoiceNo"
             *     }
             */
            columns: {
                [key: string]: string;
            };
            /**
             * @description Of files that have no column for it.
             * @example GBP
             */
            currency?: string | null;
            /**
             * @description Between units and decimals.
             * @example .
             */
            decimal_mark: string;
            /** @example uk-retail */
            name: string;
            /** @description What it takes for true of prices: net or gross; absent where nobody says. */
            price_basis?: string | null;
            /**
             * @description Of the company's own: when it was saved last, and by which API key. Absent for those that come with Hanse.
             * @example 2026-11-21T08:30:00Z
             */
            saved_at?: string | null;
            saved_by?: string | null;
            /** @description The profile itself, as TOML. */
            text: string;
            /**
             * @description How days and times are written, as `strftime` patterns, tried in their order. ISO 8601 is always understood.
             * @example [
             *       "%d.%m.%Y"
             *     ]
             */
            time_formats: string[];
            /** @example Europe/London */
            zone: string;
        };
        /** @description A paper that the tax of an order waits for. */
        ProofBody: {
            /**
             * @description `export_proof`, `vat_id_answer`, `transport_proof`, `import_assessment`, `source_confirmation`.
             * @example export_proof
             */
            kind: string;
            /**
             * Format: int64
             * @description The order's line it is for; none for the whole order.
             */
            line?: number | null;
            /**
             * Format: date
             * @example 2026-11-21
             */
            observed_on: string;
            /**
             * @description The number of the paper: an MRN, a consultation number, the number of a consignment note.
             * @example 26DE123456789012B3
             */
            reference: string;
        };
        /**
         * @description Why personal data is kept and opened.
         * @enum {string}
         */
        Purpose: "contact" | "fulfilment" | "marketing" | "statutory" | "channel_term";
        /** @description A basket to be quoted. */
        QuoteBody: {
            buyer?: components["schemas"]["BuyerBody"] | null;
            carriage?: components["schemas"]["MoneyBody"] | null;
            /** @example web */
            channel: string;
            /** @example FR */
            country: string;
            /** @example EUR */
            currency?: string | null;
            /**
             * @description The customer, where it is known: prices of its group hold too.
             * @example cus_05WXQ7Z9K2F3A
             */
            customer?: string | null;
            lines: components["schemas"]["LineBody"][];
            /** @example de */
            market: string;
            /** @example 75001 */
            postcode?: string | null;
            /** @example demo-web */
            shop: string;
        };
        /**
         * @description Lines with their legs (territory, treatment, scheme, category, who is liable, rate, base, amount, status, rule, source), groups
         *     and totals: what is stored on an order. Free form.
         */
        QuoteWire: components["schemas"]["FreeForm"];
        /** @description What the order would be. */
        QuotedBody: {
            /** @description How it would be rounded, converted and sourced: the warehouses with what each would cost. Free form. */
            decisions: components["schemas"]["FreeForm"];
            gross: components["schemas"]["MoneyBody"];
            /** @description Why it would be held, if so. */
            held_because?: string | null;
            lines: components["schemas"]["QuotedLineBody"][];
            net: components["schemas"]["MoneyBody"];
            tax: components["schemas"]["MoneyBody"];
            /** @example determined */
            tax_status: string;
        };
        /** @description A line of a quote. */
        QuotedLineBody: {
            gross: components["schemas"]["MoneyBody"];
            /** @example goods */
            kind: string;
            net: components["schemas"]["MoneyBody"];
            /** @description Which price list and entry, and why. Free form. */
            price_answer: components["schemas"]["FreeForm"];
            price_includes_tax: boolean;
            /** Format: int64 */
            quantity: number;
            sku: string;
            tax: components["schemas"]["MoneyBody"];
            /**
             * @description How the line's taxes were rounded (`line/half_up`), and every leg of them: territory, treatment, scheme, category, who is liable,
             *     rate, base, amount, status, rule, source. Free form.
             */
            tax_answer: components["schemas"]["FreeForm"];
            unit_price: string;
            warehouse?: string | null;
        };
        RateWire: {
            /** @example standard */
            class: string;
            /** Format: date */
            from: string;
            note?: string | null;
            /** @example 19 */
            percent: string;
            source: string;
            /** Format: date */
            source_date: string;
            /** @example enacted */
            status: string;
            /** @example DE */
            territory: string;
            /**
             * Format: date
             * @description The last day; none while it is in force.
             */
            to?: string | null;
        };
        /** @description Why something is done, in your words. */
        ReasonWire: {
            /** @example Asked by letter of 21 November */
            reason: string;
        };
        /** @description Goods that arrived. */
        Receipt: {
            /**
             * @description When they arrived; now when not said.
             * @example 2026-11-20T09:30:00Z
             */
            at?: string | null;
            /**
             * @description The delivery note or purchase order.
             * @example DN-4711
             */
            document?: string | null;
            lines: components["schemas"]["ReceiptLine"][];
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description What came back. */
        ReceiptBody: {
            lines: components["schemas"]["ReceivedPieces"][];
            note?: string | null;
        };
        /** @description A line of a receipt. */
        ReceiptLine: {
            /**
             * Format: int64
             * @example 24
             */
            quantity: number;
            unit_cost?: components["schemas"]["UnitAmount"] | null;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description So many pieces of a line came back. */
        ReceivedPieces: {
            /** Format: int64 */
            line: number;
            /**
             * Format: int64
             * @description What came now; what was recorded before is not counted again.
             */
            received: number;
            /**
             * Format: int64
             * @description Of those, fit to be sold again; all unless said. The rest is written off.
             */
            restocked?: number | null;
            /**
             * @description Where they are now; the warehouse that sent them unless said.
             * @example wh_05WXQ7Z9K2F3A
             */
            warehouse?: string | null;
        };
        /** @description A correction of a person's data. */
        RectifyWire: {
            /** @description All of it: what is left out is gone. */
            person: components["schemas"]["PersonData"];
            /** @example Moved house */
            reason: string;
        };
        /** @description Money that went back. */
        RefundBody: {
            amount?: components["schemas"]["MoneyBody"] | null;
            /** @example card */
            method: string;
            note?: string | null;
            /**
             * @description The provider's number of it; the same one again changes nothing.
             * @example re_3Abc
             */
            reference: string;
            return?: string | null;
        };
        /** @description A refund as it was recorded, and how the order's money stands now. */
        RefundGiven: {
            amount: components["schemas"]["MoneyBody"];
            id: string;
            method: string;
            /** @description `partly_refunded`, `refunded`, or `overpaid` while more waits to go back. */
            payment: string;
            reference: string;
            refunded: components["schemas"]["MoneyBody"];
        };
        RegistrationBody: {
            /** @example hanse-de */
            entity: string;
            /** Format: date */
            from: string;
            /** @example DE123456789 */
            number: string;
            /**
             * @description `standard`, `oss` or `ioss`.
             * @example oss
             */
            scheme: string;
            /** @example DE */
            territory: string;
            /** Format: date */
            to?: string | null;
        };
        RegistrationGiven: {
            /** Format: date */
            from: string;
            /** @example oss */
            scheme: string;
            /** @example DE */
            territory: string;
            /** Format: date */
            to?: string | null;
        };
        RegistrationWire: {
            entity: string;
            /** Format: date */
            from: string;
            id: string;
            number: string;
            scheme: string;
            territory: string;
            /** Format: date */
            to?: string | null;
        };
        /** @description Why an order goes on. */
        ReleaseBody: {
            /** @description Required when the order's tax is not determined: who releases it says why. */
            reason?: string | null;
        };
        /**
         * @description What a person says of one row: all that is to be different from the file. It takes the place of the correction before. Nothing
         *     at all: the row is tried again as it stands, because the reason it was refused for is gone.
         */
        RetryRow: {
            /**
             * @description New texts of cells by field (`invoice_number`, `sku`, `quantity`, `placed_at`, `unit_price` …), written as the file
             *     writes them.
             * @example {
             *       "quantity": "6"
             *     }
             */
            cells?: {
                [key: string]: string;
            };
            /** @description What the line is (`goods`, `carriage` …), where no rule of the profile can tell. */
            kind?: string | null;
            /**
             * @description Why, for the record. Name nobody: the record stays.
             * @example the shop's own list says 6
             */
            reason?: string | null;
        };
        /** @description A return. */
        ReturnBody: {
            id: string;
            lines: components["schemas"]["PiecesBody"][];
            reason: string;
            requested_at: string;
            /** @description `requested`, `received`, `closed`. */
            state: string;
        };
        /** @description A return as it stands. */
        ReturnDetail: {
            id: string;
            lines: components["schemas"]["ReturnDetailLine"][];
            order: string;
            /**
             * @description What the order's shop calls it, where it has a number.
             * @example 1001
             */
            order_number?: string | null;
            reason: string;
            received_at?: string | null;
            requested_at: string;
            /** @description `requested`, `received`, or `closed` once all that came back is credited. */
            state: string;
        };
        /** @description A line of a return: announced, come back, and fit to be sold again. */
        ReturnDetailLine: {
            /** Format: int64 */
            line: number;
            /** Format: int64 */
            quantity: number;
            /** Format: int64 */
            received: number;
            /** Format: int64 */
            restocked: number;
        };
        /** @description Pieces that are to come back. */
        ReturnRequest: {
            lines: components["schemas"]["ReturnedPieces"][];
            /** @description A remark for the history. No personal data. */
            note?: string | null;
            /**
             * @description `withdrawal`, `defect`, `wrong_item`, `damaged`, `not_as_described` or `other`.
             * @example withdrawal
             */
            reason: string;
        };
        /** @description So many pieces of a line. */
        ReturnedPieces: {
            /** Format: int64 */
            line: number;
            /** Format: int64 */
            quantity: number;
        };
        /** @description Why the personal cells are opened. */
        RevealSource: {
            purpose: components["schemas"]["Purpose"];
            /**
             * @description Stands in the record of the opening.
             * @example Called about order 1001
             */
            reason?: string | null;
        };
        /** @description What somebody's data is opened for, and why. */
        RevealWire: {
            purpose: components["schemas"]["Purpose"];
            /**
             * @description Stands in the record of the opening.
             * @example Called about order 1001
             */
            reason?: string | null;
        };
        /** @description An address, opened. */
        RevealedAddress: {
            city: string;
            country: string;
            lines: string[];
            postcode?: string | null;
            region?: string | null;
        };
        /** @description A person's data, opened and recorded. */
        RevealedWire: {
            address?: components["schemas"]["RevealedAddress"] | null;
            company?: string | null;
            email?: string | null;
            name: string;
            phone?: string | null;
            vat_id?: string | null;
        };
        /** @description Why a key is revoked. */
        RevokeKey: {
            /**
             * @description For the record. Name nobody: the record stays.
             * @example the shop front has a new one
             */
            reason?: string | null;
        };
        /**
         * @description A row that could not be used. `problem`, `field`, `value`, `facts` and `cells` are of the file's own row, whatever was
         *     corrected.
         */
        RowWire: {
            /** @description The row's cells as they stand in the file; never the customer's. */
            cells: {
                [key: string]: string;
            };
            /** @description What people decided, oldest first. Where the newest did not help, its `met` is why the row stands here now. */
            decisions: components["schemas"]["DecisionWire"][];
            facts: {
                [key: string]: string;
            };
            /** @example quantity */
            field?: string | null;
            /**
             * Format: int64
             * @description The line of the file it begins on.
             * @example 4711
             */
            line: number;
            /**
             * @description The code of the problem.
             * @example not_a_number
             */
            problem: string;
            /**
             * @description `open`, `retried`, `resolved` or `dropped_by_person`.
             * @example open
             */
            state: string;
            /**
             * @description The offending cell, shortened.
             * @example six
             */
            value: string;
        };
        RuleWire: {
            areas: string[];
            category?: string | null;
            /** Format: date */
            from: string;
            /** @example eu.distance.oss */
            id: string;
            /** @description `origin`, `destination`, `to_marketplace`. */
            legs: string[];
            liable: string;
            /** @description Why what fits is not determined. */
            not_determined?: string | null;
            scheme: string;
            source: string;
            /** Format: date */
            source_date: string;
            status: string;
            /** Format: date */
            to?: string | null;
            treatment: string;
            /** @description What must hold for the rule to fit, as the rule's file says it, by condition; empty for the last resort. Free form. */
            when: components["schemas"]["FreeForm"];
        };
        SellerBody: {
            /**
             * @description Where the seller is established.
             * @example DE
             */
            country: string;
            /**
             * @description A recorded entity: its registrations and profile are taken, and none may be given here.
             * @example hanse-de
             */
            entity?: string | null;
            registrations?: components["schemas"]["RegistrationGiven"][];
            stock_only_at_home?: boolean | null;
            turnovers?: components["schemas"]["TurnoverBody"][];
        };
        /** @description Why somebody is another. */
        SeparateBody: {
            /**
             * @description In your words; it stands in the events.
             * @example Only shares the office's telephone
             */
            reason: string;
        };
        /** @description The customer that the person is from now on. */
        SeparatedBody: {
            /** @example cus_05WXQ7Z9K2F3A */
            customer: string;
        };
        /** @description Who calls, and what the key allows. */
        SessionWire: {
            /** @description The key's id; what the key does is recorded under it. */
            actor: string;
            region: string;
            /** @description What the key was issued for; `admin` implies all but `persons:read`. */
            scopes: string[];
            tenant: string;
        };
        /** @description A transfer by its entry and place. */
        SettlesWire: {
            /** @example jrn_05WXQ7Z9K2F3A */
            entry: string;
            /** Format: int64 */
            place: number;
        };
        /** @description A variant in a warehouse. */
        ShelfWire: {
            /**
             * Format: int64
             * @description What can still be promised.
             */
            available: number;
            /**
             * Format: int64
             * @description Pieces kept back from sale.
             */
            buffer: number;
            /**
             * Format: int64
             * @description For how many whole days `available` lasts at that pace; not there where nothing left in those days.
             */
            days_of_cover?: number | null;
            /**
             * Format: int64
             * @description Pieces promised and not yet shipped.
             */
            held: number;
            /**
             * Format: int64
             * @description Pieces on their way here from other warehouses.
             */
            in_transit: number;
            /**
             * Format: int64
             * @description Pieces that are there.
             */
            on_hand: number;
            /**
             * Format: int64
             * @description Pieces that left here for buyers in the last 30 days.
             */
            shipped_30_days: number;
            /**
             * Format: int64
             * @description What was promised or left beyond what is there.
             */
            shortfall: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description A parcel. Without lines: everything that is left. */
        ShipBody: {
            at?: string | null;
            /** @example dhl */
            carrier?: string | null;
            /** @description An empty list is refused: it names nothing. */
            lines?: components["schemas"]["PiecesIn"][] | null;
            /** @example 00340434161094042557 */
            tracking?: string | null;
        };
        /** @description A parcel. */
        ShipmentBody: {
            carrier?: string | null;
            delivered_at?: string | null;
            /** @description When it was known that it will not arrive. */
            failed_at?: string | null;
            /** @description `came_back` or `lost`. */
            failure?: string | null;
            id: string;
            lines: components["schemas"]["PiecesBody"][];
            shipped_at: string;
            tracking?: string | null;
        };
        /** @description A parcel that ended, and where its order stands now. */
        ShipmentEnded: {
            failed_at?: string | null;
            /**
             * @description `came_back` or `lost`.
             * @example came_back
             */
            failure?: string | null;
            fulfilment: string;
            /** @example shp_05WXQ7Z9K2F3A */
            id: string;
            /** @example ord_05WXQ7Z9K2F3A */
            order: string;
            status: string;
        };
        /** @description What is missing on a shelf. */
        ShortfallWire: {
            /**
             * @description The kind of movement that made it.
             * @example counted
             */
            cause: string;
            document?: string | null;
            /** @description Who takes care of it. */
            owner?: string | null;
            /** Format: int64 */
            quantity: number;
            /** @example 2026-11-20T09:30:00Z */
            since: string;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
            /** @example wh_05WXQ7Z9K2F3A */
            warehouse: string;
        };
        /** @description What a SKU is. */
        SkuWire: {
            /** @description Whether it may be sold. */
            active: boolean;
            category: string;
            hs_code?: string | null;
            names: {
                [key: string]: string;
            };
            origin?: string | null;
            product: string;
            /** @description The variant's own code, also where it was asked for by an alias. */
            sku: string;
            tax_class: string;
            variant: string;
            /** Format: int64 */
            weight_grams?: number | null;
        };
        /** @description Who bought, as far as a document says it openly. */
        SoldToBody: {
            consultation?: string | null;
            kept_source?: string | null;
            /** @example unsure */
            kept_status?: string | null;
            /**
             * Format: date
             * @description The last day that the law wants it kept; whether that is sure, and whose law.
             */
            kept_until?: string | null;
            /** @example per_05WXQ7Z9K2F3A */
            person?: string | null;
            /**
             * @description Masked.
             * @example FR*********45
             */
            vat_id?: string | null;
            /**
             * Format: date
             * @description The day the register said it is valid, and its consultation number.
             */
            verified_on?: string | null;
        };
        /** @description A column of the file, by the name it has there. */
        SourceColumnWire: {
            /** @example InvoiceNo */
            name: string;
            /** @description Its cells are sealed: the profile does not say what they are, so they may be about a person. */
            personal: boolean;
        };
        /** @description A row as it came. */
        SourceRowWire: {
            /** @description By the columns; null where a personal cell stays closed. */
            cells: (string | null)[];
            /**
             * Format: int64
             * @description The line of the file it begins on.
             * @example 4711
             */
            line: number;
        };
        /** @description What the channel sent of an order. */
        SourceWire: {
            /**
             * @description `file`: rows of an imported file; `placed`: the order was placed here, and no channel's message is kept of it.
             * @example file
             */
            came_from: string;
            /** @description What came together, in the order it came: an order whose file grew has several. */
            parts: components["schemas"]["PartWire"][];
        };
        /** @description A transfer of a statement, with its entry. */
        StatementWire: {
            entry: components["schemas"]["EntryHead"];
            transfer: components["schemas"]["EntryTransferWire"];
        };
        /** @description The first and the last day on which the goods left, in the seller's zone. */
        SuppliedBody: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
        };
        TaxBuyerBody: {
            consultation?: string | null;
            kind: components["schemas"]["BuyerKindBody"];
            /**
             * @description With its country's letters in front, in the form that country's numbers have. That it exists and is the buyer's is proved by
             *     `verified_on` and `consultation` only.
             * @example FR12345678901
             */
            vat_id?: string | null;
            /**
             * Format: date
             * @description The day the register said it is valid; with its consultation number.
             */
            verified_on?: string | null;
        };
        TaxChannelBody: {
            /** @example amazon */
            channel: string;
            /** @description It is a marketplace of the kind the law can make the supplier. */
            marketplace: boolean;
        };
        TaxChannelWire: {
            /** @example amazon */
            channel: string;
            marketplace: boolean;
        };
        TaxLineBody: {
            /** @description The whole line. */
            amount: components["schemas"]["TaxMoney"];
            price_includes_tax: boolean;
            /** Format: int64 */
            quantity: number;
            /**
             * @description `standard`, `reduced`, `zero`, `exempt`, `food`, `books`, `children_clothing`, `gift_voucher`.
             * @example standard
             */
            tax_class: string;
        };
        /** @description An amount of money, as in every body of the API. */
        TaxMoney: {
            /** @example 12.34 */
            amount: string;
            /** @example EUR */
            currency: string;
        };
        TaxProfileBody: {
            /** @description Whether all stock within the union lies in the entity's own country. */
            stock_only_at_home?: boolean | null;
            turnovers?: components["schemas"]["TurnoverBody"][];
        };
        TaxProfileWire: {
            stock_only_at_home?: boolean | null;
            turnovers: components["schemas"]["TurnoverBody"][];
            /** Format: int64 */
            version: number;
        };
        TaxQuoteBody: {
            buyer: components["schemas"]["TaxBuyerBody"];
            carriage?: components["schemas"]["CarriageBody"] | null;
            /** @description The sale came through a marketplace that the law can make the supplier. */
            channel_facilitator?: boolean;
            /** @example EUR */
            currency: string;
            destination: components["schemas"]["PlaceBody"];
            dispatch: components["schemas"]["PlaceBody"];
            /** Format: date */
            dispatched_on?: string | null;
            /** @description The consignment's value without freight and tax, in the currencies that limits are in (EUR, GBP). */
            intrinsic_values?: components["schemas"]["TaxMoney"][];
            lines: components["schemas"]["TaxLineBody"][];
            /** Format: date */
            ordered_on: string;
            /** Format: date */
            paid_on?: string | null;
            /** @description Proofs at hand: `export_proof`, `vat_id_answer`, `transport_proof`, `import_assessment`, `source_confirmation`. */
            proofs?: string[];
            /**
             * @description `line/half_up` when not said.
             * @example tax_group/half_up
             */
            rounding?: string | null;
            seller: components["schemas"]["SellerBody"];
        };
        TerritoryWire: {
            /** @example ES-CN */
            code: string;
            /** @example ES */
            country: string;
            /**
             * @description Within it goods move without customs.
             * @example eu
             */
            customs_area: string;
            name_en: string;
            name_zh: string;
            source: string;
            /**
             * @description Within it goods move without import VAT.
             * @example es-cn
             */
            vat_area: string;
        };
        /** @description Names by language, of the products on sale. */
        TextsWire: {
            locales: components["schemas"]["LocaleCount"][];
            /**
             * Format: int64
             * @description How many products are on sale.
             */
            products: number;
        };
        ThresholdWire: {
            amount: components["schemas"]["TaxMoney"];
            /** @description Which value is measured, in the caller's language. */
            basis: string;
            /** Format: date */
            from: string;
            /** @example eu.ioss */
            id: string;
            /** @description Why no rule tests it, where none does: it is told, not reckoned with. */
            not_applied?: string | null;
            /** @description `consignment`, `item` or `turnover`. */
            shape: string;
            source: string;
            status: string;
            /** Format: date */
            to?: string | null;
        };
        /** @description How many were found. */
        TotalWire: {
            /** @example 10000 */
            count: number;
            /** @description Whether there are more than that. */
            or_more: boolean;
        };
        TransferLineWire: {
            /** Format: int64 */
            arrived: number;
            /** Format: int64 */
            in_transit: number;
            /**
             * Format: int64
             * @description Given up: it will not arrive.
             */
            lost: number;
            /** Format: int64 */
            sent: number;
            /** @example var_05WXQ7Z9K2F3A */
            variant: string;
        };
        /** @description A transfer. */
        TransferWire: {
            document?: string | null;
            /** @example wh_05WXQ7Z9K2F3A */
            from: string;
            /** @example trf_05WXQ7Z9K2F3A */
            id: string;
            lines: components["schemas"]["TransferLineWire"][];
            /** @example 2026-11-20T09:30:00Z */
            sent_at: string;
            /** @example wh_05WXQ7Z9K2F3B */
            to: string;
        };
        /** @description Where the accounts of an entity stand at the end of a day. */
        TrialBalanceWire: {
            /** @example EUR */
            base_currency: string;
            /** @example hanse-de */
            entity: string;
            lines: components["schemas"]["BalanceWire"][];
            /**
             * Format: date
             * @example 2026-11-30
             */
            on: string;
            total: components["schemas"]["BalanceTotalWire"];
        };
        TurnoverBody: {
            /** @description In the limit's currency. */
            amount: components["schemas"]["TaxMoney"];
            /** Format: date */
            as_of: string;
            /**
             * @description `eu.distance_sales` or `ch.low_value_turnover`.
             * @example eu.distance_sales
             */
            of: string;
        };
        /** @description The price or cost of one piece, with up to 6 decimals. */
        UnitAmount: {
            /**
             * @description Exact.
             * @example 0.0035
             */
            amount: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
        };
        /** @description The price of one piece, with up to 6 decimals. */
        UnitPriceWire: {
            /** @example 0.0035 */
            amount: string;
            /** @example EUR */
            currency: string;
        };
        /** @description The same as a form. */
        UploadForm: {
            dry_run?: boolean | null;
            entity?: string | null;
            /**
             * Format: binary
             * @description CSV (also packed with gzip), Excel or JSON lines; at most 64 MiB.
             */
            file: Blob;
            market?: string | null;
            /** @description The name of a profile, or a profile's own text (TOML). */
            profile: string;
            /** @description The shop the orders are of. */
            shop: string;
            warehouse?: string | null;
        };
        VariantWire: {
            aliases: string[];
            choices: {
                [key: string]: string;
            };
            id: string;
            sku: string;
            status: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            weight_grams?: number | null;
        };
        VatCheckBody: {
            /**
             * @description The consultation number: the proof.
             * @example WAPIAAAAXyz123
             */
            consultation: string;
            /** @example 2026-11-21 */
            on: string;
        };
        /** @description A version of an order: who made it, when, why, and what it changed. */
        VersionBody: components["schemas"]["MadeBody"] & {
            /** @description Against the version before; empty for the first. */
            changes: components["schemas"]["ChangeBody"][];
        };
        /** @description An import of which rows wait. */
        WaitingImportWire: {
            /** @description Without its report. */
            import: components["schemas"]["ImportWire"];
            rows: components["schemas"]["Counted"];
        };
        /** @description What waits in quarantine. */
        WaitingRowsWire: {
            imports: components["schemas"]["WaitingImportWire"][];
            /** @description Rows of all imports. */
            rows: components["schemas"]["Counted"];
        };
        /** @description What can be changed of a warehouse; give all of it. */
        WarehouseEdit: {
            /** @description An inactive warehouse keeps its stock and is not offered to new orders. */
            active: boolean;
            /** @example 20457 */
            postcode?: string | null;
            /** @example Europe/Berlin */
            zone: string;
        };
        /** @description A warehouse. */
        WarehouseWire: {
            active: boolean;
            /** @example hamburg */
            code: string;
            /** @example DE */
            country: string;
            /** @example hanse-de */
            entity: string;
            /** @example wh_05WXQ7Z9K2F3A */
            id: string;
            postcode?: string | null;
            /** Format: int64 */
            version: number;
            /** @example Europe/Berlin */
            zone: string;
        };
        /** @description What sourcing weighs against money. Costs are compared in `currency`, which all of these are in. */
        WeightsWire: {
            /** @example EUR */
            currency: string;
            /** @description What a day of waiting counts as. */
            day: components["schemas"]["MoneyAmount"];
            duty_unknown?: components["schemas"]["MoneyAmount"] | null;
            /** @description What each parcel beyond the first counts as. */
            extra_parcel: components["schemas"]["MoneyAmount"];
            /** @description What taking the last piece of a shelf counts as; a part of it counts in proportion. */
            thin_stock: components["schemas"]["MoneyAmount"];
        };
        /** @description An order with its parcels, payments, returns and documents. */
        WholeOrderBody: components["schemas"]["OrderBody"] & {
            documents: components["schemas"]["DocumentBody"][];
            payments: components["schemas"]["PaymentBody"][];
            returns: components["schemas"]["ReturnBody"][];
            shipments: components["schemas"]["ShipmentBody"][];
        };
    };
    responses: {
        /** @description Why it was not done. */
        problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be understood. */
        problem_400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid API key. */
        problem_401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key lacks the scope. */
        problem_403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not there, or not for this key. */
        problem_404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The state of things does not allow it; or the Idempotency-Key was used for something else. */
        problem_409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large. */
        problem_413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not JSON. */
        problem_415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The input breaks a rule; `field` says where. */
        problem_422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `If-Match` does not say which version is changed. (One that is no version, like `"1"`, is 400.) */
        problem_428: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This key asks too fast. */
        problem_429: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Busy; nothing was done. */
        problem_503: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
         * @example basket-4711-1
         */
        idempotency_key: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_changes: {
        parameters: {
            query?: {
                /**
                 * @description Of these kinds of things, separated by commas: `orders`, `stock`, `sourcing`, `products`, `prices`, `ledger`, `tax`, `customers`,
                 *     `imports`. When not said, of all that the key may read.
                 * @example orders,stock
                 */
                of?: string | null;
            };
            header?: {
                /**
                 * @description The `id` that was heard last.
                 * @example 4711
                 */
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each event's `data` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChangeWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_credit_notes_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The credit note's number
                 * @example HANSE-EU-CRN-2026-000001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FrozenDocumentBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_customers: {
        parameters: {
            query?: {
                /** @description Only consumers or only businesses. */
                kind?: components["schemas"]["CustomerKind"];
                /**
                 * @description `-created_at` (newest first) or `created_at`.
                 * @example created_at
                 */
                sort?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CustomerWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_customers_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetailWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_customers_customer_business: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v1"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BusinessWire"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetailWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_customers_customer_erase: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseCustomerBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedCustomerBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_customers_customer_group: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v1"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupWire"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetailWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_customers_customer_merge: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v1"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeWire"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetailWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_customers_customer_persons_person_separate: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The customer's version seen.
                 * @example "v1"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                customer: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeparateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeparatedBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_customers_customer_undo_merge: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v2"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonWire"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetailWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_entities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EntityWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_entities: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEntity"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_entities_entity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example hanse-de */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_entities_entity: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v1"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example hanse-de */
                entity: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFigures"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiguresWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_figures_rows: {
        parameters: {
            query: {
                /**
                 * @description The measure whose rows are asked for; every one but `average`.
                 * @example sales
                 */
                measure: string;
                /**
                 * @description Where days are cut; the `Time-Zone` header's when not given.
                 * @example Europe/London
                 */
                zone?: string | null;
                /**
                 * @description A day of the zone, or an instant at a full quarter hour; inclusive.
                 * @example 2026-10-25
                 */
                from?: string | null;
                /**
                 * @description Exclusive.
                 * @example 2026-10-26
                 */
                until?: string | null;
                /** @example DE,FR */
                country?: string | null;
                market?: string | null;
                channel?: string | null;
                /** @description Each with those below it. */
                category?: string | null;
                sku?: string | null;
                currency?: string | null;
                entity?: string | null;
                status?: string | null;
                /**
                 * @description Of the line, as it was placed: `determined`, `provisional`, `not_determined`.
                 * @example provisional
                 */
                tax_status?: string | null;
                /** @description Of stock: codes of warehouses, or `in_transit`. */
                warehouse?: string | null;
                /** @description With `measure=waiting`: `under_1_day`, `1_to_3_days`, `3_to_7_days` or `over_7_days`. */
                age?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BehindRowWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_fx_quote: {
        parameters: {
            query: {
                /** @example USD */
                from: string;
                /** @example EUR */
                to: string;
                /**
                 * @description Today in UTC, when not given.
                 * @example 2026-10-30
                 */
                on?: string | null;
                /**
                 * @description `quote`, `booking`, `invoice`, `customs`, `oss_return`, `ioss_return` or `management`.
                 * @example booking
                 */
                purpose: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FxQuoteWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_fx_rates: {
        parameters: {
            query?: {
                /** @description Who published them; the European Central Bank, when not given. */
                source?: string | null;
                /** @description The one purpose they are for; any, when not given. */
                purpose?: string | null;
            };
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FxImportedWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_imports: {
        parameters: {
            query?: {
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ImportWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_imports: {
        parameters: {
            query?: {
                /**
                 * @description The name of a profile.
                 * @example uk-retail
                 */
                profile?: string | null;
                /**
                 * @description The shop the orders are of.
                 * @example uk-web
                 */
                shop?: string | null;
                /** @description The legal entity that sold; found by the profile's assumptions when not said. */
                entity?: string | null;
                /** @description The warehouse the goods left from; found by the profile's assumptions when not said. */
                warehouse?: string | null;
                /** @description The market; named like the shop when not said. */
                market?: string | null;
                /** @description Only report what would happen. */
                dry_run?: boolean;
                /**
                 * @description What the file is called; kept where it names nobody. A form says it with the file.
                 * @example orders_2026-11.csv
                 */
                file_name?: string | null;
            };
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_imports_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
                "multipart/form-data": components["schemas"]["PreviewForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_imports_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_imports_profiles_name: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example lamp-shop */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileToSave"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    delete_imports_profiles_name: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example lamp-shop */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_imports_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingRowsWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_imports_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example job_05WXQ7Z9K2F3A */
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_imports_import_cancel: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example job_05WXQ7Z9K2F3A */
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_imports_import_quarantine: {
        parameters: {
            query?: {
                /** @description `open`, `retried`, `resolved` or `dropped_by_person`; all when not said. */
                state?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path: {
                /** @example job_05WXQ7Z9K2F3A */
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RowWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_imports_import_quarantine_line_leave_out: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example job_05WXQ7Z9K2F3A */
                import: string;
                /** @example 4711 */
                line: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LeaveOutRow"] | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_imports_import_quarantine_line_retry: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example job_05WXQ7Z9K2F3A */
                import: string;
                /** @example 4711 */
                line: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryRow"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_invoices_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The invoice's number
                 * @example HANSE-EU-INV-2026-000001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FrozenDocumentBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_keys: {
        parameters: {
            query?: {
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_KeyWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_keys: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_keys_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example key_05WXQ7Z9K2F3A */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_keys_key_revoke: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @example key_05WXQ7Z9K2F3A */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeKey"] | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_lanes: {
        parameters: {
            query: {
                /** @example wh_05WXQ7Z9K2F3A */
                warehouse: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaneWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_lanes: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Lanes"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_ledger_accounts: {
        parameters: {
            query?: {
                /**
                 * @description With this entity's own accounts; all entities' when not said.
                 * @example hanse-de
                 */
                entity?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AccountWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_ledger_accounts: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_ledger_accounts_account_statement: {
        parameters: {
            query: {
                /** @example hanse-de */
                entity: string;
                /**
                 * @description `-recorded_at` (newest first) or `recorded_at`.
                 * @example recorded_at
                 */
                sort?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path: {
                /** @example receivable */
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatementWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_ledger_entries: {
        parameters: {
            query: {
                /** @example ord_05WXQ7Z9K2F3A */
                order: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EntryWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_ledger_entries_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_ledger_periods_close: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Close"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_ledger_trial_balance: {
        parameters: {
            query: {
                /** @example hanse-de */
                entity: string;
                /**
                 * @description At the end of this day of the books.
                 * @example 2026-11-30
                 */
                on: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalanceWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_markets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MarketWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_markets: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMarket"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders: {
        parameters: {
            query?: {
                /**
                 * @description `open`, `held`, `completed` or `cancelled`.
                 * @example held
                 */
                status?: string | null;
                /**
                 * @description The code of the reason, with `status=held`.
                 * @example tax_not_determined
                 */
                held_because?: string | null;
                /**
                 * @description `unpaid`, `partly_paid`, `paid`, `overpaid` (money waits to go back), `partly_refunded`, `refunded`, or
                 *     `unknown` (taken over without a word about money).
                 * @example paid
                 */
                payment?: string | null;
                /**
                 * @description `unfulfilled`, `partly_shipped`, `shipped`, `partly_delivered`, `delivered`, `partly_returned` or `returned`.
                 * @example unfulfilled
                 */
                fulfilment?: string | null;
                /**
                 * @description `determined`, `provisional` or `not_determined`.
                 * @example not_determined
                 */
                tax_status?: string | null;
                /** @example de */
                market?: string | null;
                /** @example web */
                channel?: string | null;
                /** @example de-shop */
                shop?: string | null;
                /**
                 * @description The legal entity that sells.
                 * @example hanse-de
                 */
                entity?: string | null;
                /**
                 * @description Where the goods go.
                 * @example DE,FR
                 */
                country?: string | null;
                /** @description The id of a customer; orders of those merged with it count, too. */
                customer?: string | null;
                /**
                 * @description What the channel's number begins with, as it is written.
                 * @example W-2026
                 */
                number?: string | null;
                /**
                 * @description By the instant the order was placed, inclusive.
                 * @example 2026-11-01T00:00:00Z
                 */
                placed_from?: string | null;
                /**
                 * @description Exclusive.
                 * @example 2026-12-01T00:00:00Z
                 */
                placed_until?: string | null;
                /**
                 * @description By the instant the order was recorded, inclusive.
                 * @example 2026-11-01T00:00:00Z
                 */
                recorded_from?: string | null;
                /**
                 * @description Exclusive.
                 * @example 2026-12-01T00:00:00Z
                 */
                recorded_until?: string | null;
                /**
                 * @description `-recorded_at` (newest first, when nothing is said), `placed_at`, `-placed_at`, `number` or `-number` (by the channel's number, as
                 *     text; orders without one are left out).
                 * @example -placed_at
                 */
                sort?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OrderSummary"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrderBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_actions: {
        parameters: {
            query: {
                /**
                 * @description Orders, separated by commas; at most 200.
                 * @example ord_05WXQ7Z9K2F3A,ord_05WXQ7Z9K2F3B
                 */
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderActionsBody"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_find: {
        parameters: {
            query: {
                /**
                 * @description An order's number (ours or the channel's), an invoice's, a SKU, a tracking number, words of a product in any language; the beginning of
                 *     one will do. An order must match everything between blanks. No names and addresses: see `/orders/find-by-person`.
                 * @example 红色 mug
                 */
                q: string;
                /** @description Count too: exactly up to 10,000. */
                total?: boolean;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundOrders"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_find_by_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindByPerson"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPersons"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderQueuesBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_quote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotedBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_sums: {
        parameters: {
            query: {
                /**
                 * @description The id of a customer; orders of those merged with it count, too.
                 * @example cus_05WXQ7Z9K2F3A
                 */
                customer: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSumsBody"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeOrderBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id_actions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionBody"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_cancellations: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAfterBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_credit_notes: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditGiven"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_deliveries: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeliverBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAfterBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventBody"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_evidence: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_hold: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAfterBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_invoice: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoicedBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_payments: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAfterBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_refunds: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundGiven"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_release: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAfterBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_returns: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_shipments: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAfterBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_shipments_shipment_failure: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ord_…` */
                id: string;
                /** @description `shp_…` */
                shipment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FailureBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentEnded"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id_source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_orders_id_source_reveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealSource"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionBody"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id_versions_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
                /** @description From 1 on */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderVersionBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_orders_id_versions_version_changes: {
        parameters: {
            query?: {
                /**
                 * @description The version to compare with; the one before when not given.
                 * @example 1
                 */
                since?: number | null;
            };
            header?: never;
            path: {
                /** @description `ord_…` */
                id: string;
                /** @description From 1 on */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_persons_find: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindPersons"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_persons_person: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RectifyWire"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_persons_person_erase: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonWire"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_persons_person_reveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealWire"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_picks: {
        parameters: {
            query: {
                /**
                 * @description Where somebody stands and picks.
                 * @example wh_05WXQ7Z9K2F3A
                 */
                warehouse: string;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PickBody"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_price_lists: {
        parameters: {
            query?: {
                /** @description Only those of this market. */
                market?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PriceListWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_price_lists: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPriceList"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceListWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_price_lists_list_prices: {
        parameters: {
            query?: {
                /** @description Only those of this variant. */
                variant?: string | null;
                /** @description Only those that hold then; without it the whole history and what is planned. */
                at?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path: {
                list: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PriceWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_price_lists_list_prices: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                list: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PricesToSet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricesSetWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_price_lists_list_prices_end: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                list: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceToEnd"];
            };
        };
        responses: {
            /** @description Its history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_product_texts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextsWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_products: {
        parameters: {
            query?: {
                /**
                 * @description Words of a name in any language, of a category, of an option's value, or a SKU; each also as a beginning.
                 * @example 红色 杯子
                 */
                q?: string | null;
                /**
                 * @description This category and those below it.
                 * @example home/kitchen
                 */
                category?: string | null;
                /** @description `active` or `archived`; both when not said. */
                status?: string | null;
                /**
                 * @description Only products on sale that have no name in this language; not together with the other filters.
                 * @example ar
                 */
                missing?: string | null;
                /**
                 * @description `-created_at` (newest first) or `created_at`; with `q` the newest are first.
                 * @example created_at
                 */
                sort?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProductWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_products: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProduct"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_products_product: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    patch_products_product: {
        parameters: {
            query?: never;
            header: {
                /** @example "v1" */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchProduct"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_products_product_variants: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVariantWire"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_returns: {
        parameters: {
            query?: {
                /**
                 * @description `requested`, `received` or `closed`; any of several, separated by commas.
                 * @example requested,received
                 */
                state?: string | null;
                /**
                 * @description `-requested_at` (newest first) or `requested_at`.
                 * @example requested_at
                 */
                sort?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReturnDetail"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_returns_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `ret_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_returns_id_receipt: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description `ret_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_sourcing_weights: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WeightsWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_sourcing_weights: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v0"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WeightsWire"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_stock: {
        parameters: {
            query?: {
                /**
                 * @description Any of these variants, separated by commas.
                 * @example var_05WXQ7Z9K2F3A
                 */
                variant?: string | null;
                warehouse?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ShelfWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_adjustments: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Adjustment"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_stock_buffers: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Buffers"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_costs: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Costs"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_counts: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Count"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_receipts: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_stock_shortfalls: {
        parameters: {
            query?: {
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ShortfallWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_stock_shortfalls_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counted"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_shortfalls_variant_warehouse_take: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                variant: string;
                warehouse: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_transfers: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransfer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_stock_transfers_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transfer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_transfers_transfer_arrivals: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                transfer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Arrival"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_stock_write_offs: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Loss"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_stock_variant_movements: {
        parameters: {
            query?: {
                warehouse?: string | null;
                /**
                 * @description `-recorded_at` (newest first) or `recorded_at`.
                 * @example recorded_at
                 */
                sort?: string | null;
                limit?: components["schemas"]["Limit"];
                cursor?: string | null;
            };
            header?: never;
            path: {
                variant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MovementWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxChannelWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_tax_channels: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxChannelBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxChannelWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_evidence: {
        parameters: {
            query: {
                order: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_profiles_entity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxProfileWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_tax_profiles_entity: {
        parameters: {
            query?: never;
            header: {
                /** @example "v1" */
                "If-Match"?: string | null;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                entity: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxProfileBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxProfileWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_tax_quote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxQuoteBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_rates: {
        parameters: {
            query?: {
                /**
                 * @description A territory's code; all when not said.
                 * @example DE
                 */
                territory?: string | null;
                /** @description Only rates in force on this day; the whole history when not said. */
                on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_registrations: {
        parameters: {
            query?: {
                /**
                 * @description Only this entity's; all when not said.
                 * @example hanse-de
                 */
                entity?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_tax_registrations: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_tax_registrations_registration_end: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                registration: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_rules: {
        parameters: {
            query?: {
                /**
                 * @description Only rules of this VAT area: `eu`, `gb`, `ch`, or a country's code in small letters.
                 * @example eu
                 */
                area?: string | null;
                /** @description Only rules in force on this day. */
                on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_territories: {
        parameters: {
            query: {
                /**
                 * @description As of this day.
                 * @example 2026-11-21
                 */
                on: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerritoryWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_tax_thresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThresholdWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_variants: {
        parameters: {
            query: {
                /**
                 * @description Their ids, up to 200, separated by commas.
                 * @example var_05WXQ7Z9K2F3A,var_05WXQ7Z9K2F3B
                 */
                variant: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkuWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_variants_sku: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example MUG-RED */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkuWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_variants_sku_aliases: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAlias"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkuWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_variants_sku_archive: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkuWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_warehouses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseWire"][];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    post_warehouses: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWarehouse"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    get_warehouses_warehouse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                warehouse: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
    put_warehouses_warehouse: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version seen.
                 * @example "v1"
                 */
                "If-Match": string;
                /**
                 * @description New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.
                 * @example basket-4711-1
                 */
                "Idempotency-Key": components["parameters"]["idempotency_key"];
            };
            path: {
                warehouse: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WarehouseEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseWire"];
                };
            };
            400: components["responses"]["problem_400"];
            401: components["responses"]["problem_401"];
            403: components["responses"]["problem_403"];
            404: components["responses"]["problem_404"];
            409: components["responses"]["problem_409"];
            413: components["responses"]["problem_413"];
            415: components["responses"]["problem_415"];
            422: components["responses"]["problem_422"];
            428: components["responses"]["problem_428"];
            429: components["responses"]["problem_429"];
            503: components["responses"]["problem_503"];
            default: components["responses"]["problem"];
        };
    };
}
