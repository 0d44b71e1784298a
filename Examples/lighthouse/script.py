"""What the speaker says: the notes of the slides that have any, written to be heard."""

NOTES = {
    "opening": (
        "Every night, all around the world, small lamps do something remarkable. They reach across thirty kilometers "
        "of dark sea to say: here is the shore. In the next few minutes we will see how they do it."
    ),
    "questions": (
        "There are four questions to answer. Why put a fire on a tower at all? How do you make a flame bright? How do "
        "you send its light to the horizon, and not to the stars? And how does a sailor know which lighthouse it is?"
    ),
    "height": (
        "The most famous lighthouse of all stood at Alexandria, in Egypt. It was finished in about 280 BC, and it rose "
        "more than a hundred meters above the harbor. Earthquakes brought it down in the Middle Ages. But in French, "
        "Italian and Spanish, its name is still the word for a lighthouse."
    ),
    "horizon": (
        "Why so tall? Because the sea is curved. From a small boat, a lamp thirty meters up sinks below the horizon "
        "about fifteen nautical miles away. Raise the lamp, and it can be seen from farther off. But the gain gets "
        "smaller: to double the distance to the lamp's own horizon, the lamp must stand four times as high."
    ),
    "flame": (
        "For two thousand years, the light itself was simply a fire of wood, or coal, or candles. Then, in 1780, a man "
        "from Geneva named Argand bent the wick into a hollow ring, so that air could reach the flame from both sides. "
        "A glass chimney pulled the air upward. The flame burned bright, clear and steady."
    ),
    "glass": (
        "A flame shines in every direction, and most of that light is wasted. In 1822 the French physicist Augustin "
        "Fresnel showed what to do. Take a huge lens, keep only the curved surfaces that bend the light, and leave out "
        "the heavy glass between them. A year later, the first lens of this kind was lit at Cordouan, on the west "
        "coast of France."
    ),
    "light_kept": (
        "Here is the difference it made. An open flame sends about three percent of its light out to sea. Mirrors "
        "behind it bring that to seventeen. A Fresnel lens sends eighty-three percent. It is the same lamp and the "
        "same oil, with more than twenty-five times the light."
    ),
    "rhythm": (
        "A light that simply shines could be any light. So each lighthouse has a rhythm of its own, and the chart "
        "prints it in a few letters. Flashing means more dark than light, and occulting means more light than dark. "
        "Count the seconds, look at the chart, and you know where you are."
    ),
    "closing": (
        "So that is how a lighthouse works. Stand high, waste no light, and sign your name with a rhythm. Most of the "
        "keepers have gone home, and the lamps are electric now, but the idea has not changed. The next time you see "
        "one across the water, count the seconds. It is telling you its name."
    ),
}
