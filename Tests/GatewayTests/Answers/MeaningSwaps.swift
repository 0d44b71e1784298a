/// Pairs of questions that look alike and ask for something else. One pair a line.
let meaningSwaps: [(String, String)] = pairs(
    """
    Is the museum open on Monday? | Is the museum not open on Monday?
    Which plugins are supported? | Which plugins are not supported?
    Explain why the test passed. | Explain why the test didn't pass.
    Can I use this cable outdoors? | Can't I use this cable outdoors?
    The lamp is always on. | The lamp is never on.
    List the files that were changed. | List the files that weren't changed.
    Tell me about countries with a king. | Tell me about countries without a king.
    Show the users who have a licence. | Show the users who have no licence.
    All of the samples were clean. | None of the samples were clean.
    Write a poem that mentions the sea. | Write a poem that never mentions the sea.
    Describe a stable system. | Describe an unstable system.
    Give me a linear example. | Give me a nonlinear example.
    Why is the reply relevant here? | Why is the reply irrelevant here?
    Was the contract honest? | Was the contract dishonest?
    This fabric is flammable. | This fabric is nonflammable.
    Summarise the visible layers. | Summarise the invisible layers.
    Everyone but Ana may enter. | Everyone and Ana may enter.
    Print the report unless it is empty. | Print the report if it is empty.
    The parser accepts tabs. | The parser hardly accepts tabs.
    Nobody saw the comet. | Somebody saw the comet.
    Est-ce que le train est en retard ? | Est-ce que le train n'est pas en retard ?
    Der Zug ist heute pünktlich. | Der Zug ist heute nicht pünktlich.
    El tren llega hoy. | El tren no llega hoy.
    Il treno arriva oggi. | Il treno non arriva oggi.
    O trem chega hoje. | O trem não chega hoje.
    Поезд сегодня придёт. | Поезд сегодня не придёт.
    De trein is laat. | De trein is niet laat.
    这个功能可用吗 | 这个功能不可用吗
    電車は来ます | 電車は来ません
    Pociąg dziś jedzie. | Pociąg dziś nie jedzie.
    Wir haben eine Lösung. | Wir haben keine Lösung.
    Un café avec sucre. | Un café sans sucre.
    Divide the cake into 6 slices. | Divide the cake into 8 slices.
    Divide the cake into six slices. | Divide the cake into eight slices.
    What happened in 1914? | What happened in 1941?
    Write 3 titles for this slide. | Write 30 titles for this slide.
    Convert 1.5 to a fraction. | Convert 15 to a fraction.
    Convert 2.10 to a release name. | Convert 2.1 to a release name.
    Round 1,000 to the nearest ten. | Round 1,001 to the nearest ten.
    A tax of 5% applies. | A tax of 7% applies.
    A tax of 5 percent applies. | A tax of 5 points applies.
    The bridge is twenty metres long. | The bridge is thirty metres long.
    The bridge is twenty-one metres long. | The bridge is twenty-two metres long.
    Read chapters one, two and four. | Read chapters one, two and five.
    Multiply four by nine and add two. | Multiply four by two and add nine.
    Take 2 pills in the morning and 1 at night. | Take 1 pill in the morning and 2 at night.
    The temperature is -5 outside. | The temperature is 5 outside.
    The first chapter is short. | The second chapter is short.
    Half the votes were counted. | All the votes were counted.
    A dozen eggs cost more now. | A hundred eggs cost more now.
    Meet me on 3 May. | Meet me on 4 May.
    Meet me on 3 May. | Meet me on 3 June.
    The talk is on Tuesday. | The talk is on Thursday.
    The deadline is 2024-01-05. | The deadline is 2024-05-01.
    The meeting starts at 10:30. | The meeting starts at 11:30.
    The shop opens at 9 am. | The shop opens at 9 pm.
    Explain version 3.2.1 of the protocol. | Explain version 3.2.2 of the protocol.
    Set the timer to 90 seconds. | Set the timer to 90 minutes.
    The rope is 5 m long. | The rope is 5 km long.
    The parcel weighs 3 kg. | The parcel weighs 3 lb.
    The file has 20 MB. | The file has 20 GB.
    It costs $40. | It costs €40.
    It costs 40 dollars. | It costs 40 euros.
    Boil it at 100 celsius. | Boil it at 100 fahrenheit.
    A speed of 60 km per hour. | A speed of 60 miles per hour.
    The margin is 4 px wide. | The margin is 4 mm wide.
    The trip takes 2 days. | The trip takes 2 weeks.
    Wait 10 ms before the call. | Wait 10 s before the call.
    Describe the harbour of Oslo. | Describe the harbour of Lisbon.
    How far is it from Paris to Rome? | How far is it from Rome to Paris?
    Translate from English to French. | Translate to English from French.
    Translate the page from Dutch into Greek. | Translate the page from Greek into Dutch.
    Did Maria call Peter? | Did Peter call Maria?
    Compare Kafka with Orwell. | Compare Kafka with Borges.
    Paris is a large city. | London is a large city.
    Who founded Siemens? | Who founded Bosch?
    Write to Dr Lindqvist about the visit. | Write to Dr Okafor about the visit.
    Explain what NATO decided. | Explain what OPEC decided.
    Can WHO help us? | Can who help us?
    Show the population of South Korea. | Show the population of North Korea.
    Give me news about the US. | Give me news about us.
    Find hotels near the station. | Find hotels near the station in Vienna.
    Jane lent Tom a book. | Tom lent Jane a book.
    Does Saturn orbit faster than Jupiter? | Does Jupiter orbit faster than Saturn?
    Is Anna taller than Ben? | Is Ben taller than Anna?
    A dog chased the cat. | A cat chased the dog.
    The teacher praised the pupil. | The pupil praised the teacher.
    Sort names then numbers. | Sort numbers then names.
    Save the draft before you close it. | Save the draft after you close it.
    Turn left at the church. | Turn right at the church.
    Prices will increase next year. | Prices will decrease next year.
    Give me the maximum of the list. | Give me the minimum of the list.
    The statement is true. | The statement is false.
    The car has more seats. | The car has fewer seats.
    Keep the first row of the table. | Keep the last row of the table.
    Scroll up to see it. | Scroll down to see it.
    Sort the list in ascending order. | Sort the list in descending order.
    Open the valve slowly. | Close the valve slowly.
    Enable the cache for this route. | Disable the cache for this route.
    Add the column to the table. | Remove the column to the table.
    Import the contacts as CSV. | Export the contacts as CSV.
    Encrypt the message with the key. | Decrypt the message with the key.
    Put the box above the shelf. | Put the box below the shelf.
    The red wire is live. | The blue wire is live.
    The north gate is locked. | The south gate is locked.
    Walk towards the lake. | Walk from the lake.
    What did he say? | What did she say?
    Should I buy shares now? | Should I sell shares now?
    Who is the mayor? | Who was the mayor?
    How does it work? | Why does it work?
    Where is the meeting? | When is the meeting?
    What is your name? | What is my name?
    Arguments for the plan, please. | Arguments against the plan, please.
    The best film of the year. | The worst film of the year.
    Is it legal to park here? | Is it illegal to park here?
    Water must be added. | Water may be added.
    Show every error. | Show some error.
    Coffee or tea is included. | Coffee and tea is included.
    Only members vote. | Members vote.
    It takes at least 3 people. | It takes at most 3 people.
    He won the match. | He lost the match.
    Push the branch to the server. | Pull the branch to the server.
    The door is inside the hall. | The door is outside the hall.
    Cheap flights to the coast. | Expensive flights to the coast.
    The oldest tree in the park. | The youngest tree in the park.
    Upload the picture. | Download the picture.
    What does "carry on" mean? | What does "carry out" mean?
    Write a headline with the word “storm”. | Write a headline with the word “calm”.
    Translate 'good morning' for me. | Translate 'good evening' for me.
    What does `git stash` do? | What does `git stash pop` do?
    What does map() return? | What does filter() return?
    Call user_name in the template. | Call user_email in the template.
    Is parseInt safe? | Is parseFloat safe?
    Open https://example.org/a for me. | Open https://example.org/b for me.
    Write to ana@example.org today. | Write to eva@example.org today.
    Delete /tmp/cache on the host. | Delete /tmp/cache2 on the host.
    Explain x = y in the code. | Explain x == y in the code.
    Explain a < b in the code. | Explain a > b in the code.
    Should I learn C++ now? | Should I learn C# now?
    Explain the option -r of the tool. | Explain the option -R of the tool.
    Compare gpt-4o with others. | Compare gpt-5 with others.
    What is H2O? | What is CO2?
    Use the font in config.json here. | Use the font in config.yaml here.
    """)

/// Pairs of questions that ask for the same thing. One pair a line.
let harmlessEdits: [(String, String)] = pairs(
    """
    Describe the picture on this slide. | Please describe the picture on this slide.
    Describe the picture on this slide. | Describe the picture on this slide!
    describe the picture on this slide | Describe the picture on this slide.
    What is the capital of Norway? | What's the capital of Norway?
    What is the capital of Norway? | what is the capital of Norway
    Explain how a heat pump works. | Explain how heat pumps work.
    Summarise the following notes for a student. | Summarise following notes for a student.
    Write alt text for a chart of sales. | Write the alt text for a chart of the sales.
    Give me three ideas for a school trip. | Give me 3 ideas for a school trip.
    The forest is twenty-five years old. | The forest is 25 years old.
    A discount of 20 percent applies. | A discount of 20% applies.
    The cable is 5 metres long. | The cable is 5 meters long.
    The cable is 5 km long. | The cable is 5 kilometres long.
    There are 1,500 seats in the hall. | There are 1500 seats in the hall.
    A woman is playing the violin in the park. | A woman plays the violin in the park.
    The children are building a sand castle. | The children are building sand castles.
    He can't find the key. | He cannot find the key.
    They do not agree with us. | They don't agree with us.
    How do I reset the password? | How do I reset the password, please?
    How do I reset the password? | Hello, how do I reset the password?
    How do I reset the password? | How do I reset the password? Thanks!
    List the planets of the solar system. | List planets of the solar system.
    Who painted the ceiling of the chapel? | Who painted the ceiling of the chapel ?
    Translate the word “bridge” for me. | Translate the word "bridge" for me.
    What does `ls` print? | What does `ls` print, please?
    Write a short poem about the rain in autumn. | Write a short poem about rain in autumn.
    Turn the text into a table with three columns. | Turn text into a table with three columns.
    Which river is the longest in Europe? | Which river is longest in Europe?
    Make a quiz about the water cycle. | Please make a quiz about the water cycle.
    Explain recursion with an example. | Explain recursion with example.
    Show how plants drink. | Show how a plant drinks.
    The slide shows a bar chart with the costs of heating. | The slide shows a bar chart with costs of heating.
    Speaker notes for the slide about safety at work. | Speaker notes for slide about safety at work.
    Rewrite this sentence in plain words. | Rewrite this sentence in plain words, thanks.
    What is the difference between weather and climate? | What's the difference between weather and climate?
    How many bones does an adult have? | How many bones does an adult have
    Compare trains and buses for a short trip. | Compare trains and buses for short trips.
    Draft an email to the landlord about the heating. | Draft an email to landlord about the heating.
    Explain the greenhouse effect to a child. | Please explain the greenhouse effect to a child!
    Name the largest lake in Italy. | Kindly name the largest lake in Italy.
    Suggest a title for the talk on bees. | Suggest a title for the talk on the bees.
    Explain the joke in this cartoon. | Explain the very joke in this cartoon.
    """)

private func pairs(_ text: String) -> [(String, String)] {
    text.split(separator: "\n").map { line in
        let sides = line.split(separator: "|").map { String($0.trimmingPrefix { $0 == " " }) }
        return (sides[0].trimmed, sides[1].trimmed)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
